#!/usr/bin/env bash
# Checks a root node that runs, as a client of it: docs/live-check.md.
set -u

usage() {
  cat <<'TEXT'
Usage: test/e2e.sh ROOT_URL [--model NAME] [--requests N] [--at-once N] [--kill-pid PID | --stop-worker COMMAND]

  ROOT_URL         such as http://localhost:3000
  --model          the model to ask for; left out, the root node's choice
  --requests       how many make the load; 100
  --at-once        how many of them at once; 10
  --kill-pid       kills this process, a worker's, under load: no request may fail
  --stop-worker    runs this command instead, for a worker elsewhere
  BANYAN_KEY       the root secret, or an app's key, where the root node asks for one

One line a check: ok, FAILED or skipped. Ends with 1 when one failed.
TEXT
}

root='' model='' requests=100 at_once=10 kill_pid='' stop_worker=''
while [ $# -gt 0 ]; do
  case $1 in
    --model | --requests | --at-once | --kill-pid | --stop-worker)
      [ $# -ge 2 ] || { usage >&2; exit 2; }
      case $1 in
        --model) model=$2 ;;
        --requests) requests=$2 ;;
        --at-once) at_once=$2 ;;
        --kill-pid) kill_pid=$2 ;;
        --stop-worker) stop_worker=$2 ;;
      esac
      shift 2
      ;;
    -h | --help) usage; exit 0 ;;
    http://* | https://*) root=${1%/}; shift ;;
    *) usage >&2; exit 2 ;;
  esac
done
for number in "$requests" "$at_once" "${kill_pid:-1}"; do
  [[ $number =~ ^[1-9][0-9]{0,8}$ ]] || { usage >&2; exit 2; }
done
[ -n "$root" ] || { usage >&2; exit 2; }
command -v curl >/dev/null || { echo 'FAILED   curl is not installed' >&2; exit 2; }

folder=$(mktemp -d)
session="e2e-$$-$RANDOM"
trap 'rm -rf "$folder"' EXIT
body=$folder/body head=$folder/head
# In a file that only its owner reads: a command line is for everybody.
umask 077
{
  echo 'silent'
  echo 'max-time = 60'
  echo 'header = "content-type: application/json"'
  [ -z "${BANYAN_KEY:-}" ] || printf 'header = "authorization: Bearer %s"\n' "$BANYAN_KEY"
} >"$folder/curl"

passed=0 failed=0 skipped=0
ok() { passed=$((passed + 1)); printf 'ok       %-10s %s\n' "$1" "$2"; }
fail() { failed=$((failed + 1)); printf 'FAILED   %-10s %s\n' "$1" "$2"; }
skip() { skipped=$((skipped + 1)); printf 'skipped  %-10s %s\n' "$1" "$2"; }

# Sets $status; the answer is in $body, its head in $head.
ask() { # METHOD PATH [JSON]
  : >"$body"
  status=$(curl -K "$folder/curl" -X "$1" ${3:+--data-binary "$3"} -o "$body" -D "$head" \
    -w '%{http_code}' "$root$2") || status=000
}
has() { grep -q -- "$1" "$body"; }
said() { head -c 200 "$body" | tr '\n' ' '; }
quoted() { local text=${1//\\/\\\\}; printf '"%s"' "${text//\"/\\\"}"; }
model_field() { [ -z "$model" ] || printf '"model":%s,' "$(quoted "$model")"; }
question() { # TEXT [MORE]
  printf '{%s%s"messages":[{"role":"user","content":%s}]}' "$(model_field)" "${2:-}" "$(quoted "$1")"
}

# One that was started just now is waited for.
check_health() {
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    ask GET /health
    if [ "$status" = 200 ] || [ "$status" = 000 ]; then break; fi
    sleep 1
  done
  if [ "$status" = 200 ] && has '"banyan":"root"'; then
    ok health "$(grep -o '"version":"[^"]*"' "$body" | head -1 | cut -d'"' -f4) is healthy"
    return
  fi
  fail health "$status $(said)"
  [ "$status" != 000 ] || { echo "Nothing answers at $root."; exit 1; }
}

check_workers() {
  ask GET /api/workers
  healthy=$(grep -o '"status":"healthy"' "$body" | wc -l | tr -d ' ')
  case $status in
    200) if [ "$healthy" -ge 1 ]; then ok workers "$healthy healthy"; else fail workers 'none is healthy'; fi ;;
    401) skip workers 'needs the root secret in BANYAN_KEY' ;;
    *) fail workers "$status $(said)" ;;
  esac
}

check_models() {
  ask GET /v1/models
  if [ "$status" = 200 ] && has '"id":"'; then
    ok models "$(grep -o '"id":"' "$body" | wc -l | tr -d ' ') offered"
  else
    fail models "$status $(said)"
  fi
}

check_chat() {
  ask POST /v1/chat/completions "$(question 'Say hello.' '"max_tokens":20,')"
  if [ "$status" = 200 ] && has '"content":"[^"]'; then
    ok chat "by $(grep -i '^x-banyan-worker:' "$head" | cut -d' ' -f2 | tr -d '\r')"
  else
    fail chat "$status $(said)"
  fi
  ask POST /v1/chat/completions "$(question 'Count to 5.' '"stream":true,')"
  if [ "$status" = 200 ] && tail -n 3 "$body" | grep -q '^data: \[DONE\]'; then
    ok stream "$(grep -c '^data: {' "$body") events and its end"
  else
    fail stream "$status $(tail -c 200 "$body" | tr '\n' ' ')"
  fi
  ask POST /v1/chat/completions '{"model":"no-such-model","messages":[{"role":"user","content":"x"}]}'
  if [[ $status =~ ^40[034]$ ]] && has '"error"'; then
    ok errors "an unknown model is a $status in OpenAI's form"
  else
    fail errors "an unknown model is a $status: $(said)"
  fi
}

check_context() {
  local say="{$(model_field)\"session_id\":\"$session\",\"message\":"
  ask POST /api/chat "$say\"My name is Quillon.\"}"
  [ "$status" != 200 ] || ask POST /api/chat "$say\"What is my name?\"}"
  if [ "$status" = 200 ] && has 'Quillon'; then
    ok context 'the second turn knows the first'
  else
    fail context "$status $(said)"
    return
  fi
  ask DELETE "/api/sessions/$session"
  case $status in
    200) ;;
    401) skip context "the session $session stays: to forget it needs the root secret" ;;
    *) fail context "the session $session is not forgotten: $status $(said)" ;;
  esac
}

# Prints a status a line.
load_by_curl() {
  seq "$requests" | xargs -P "$at_once" -I '{}' curl -K "$folder/curl" --data-binary "@$folder/load" \
    -o /dev/null -w '%{http_code}\n' "$root/v1/chat/completions"
}

check_load() {
  question 'ping' '"max_tokens":5,' >"$folder/load"
  # ab takes a key on its command line alone, where others can read it.
  if [ -n "${BANYAN_KEY:-}" ] || ! command -v ab >/dev/null; then
    local served
    served=$(load_by_curl | grep -c '^200$')
    if [ "$served" = "$requests" ]; then
      ok load "$requests by curl, $at_once at once"
    else
      fail load "$((requests - served)) of $requests failed"
    fi
    return
  fi
  if ! ab -q -l -n "$requests" -c "$((at_once < requests ? at_once : requests))" -p "$folder/load" \
    -T application/json "$root/v1/chat/completions" >"$body" 2>&1; then
    fail load "$(said)"
  elif has 'Non-2xx' || ! has 'Failed requests: *0$'; then
    fail load "$(grep -E 'Non-2xx|Failed requests' "$body" | tr -s ' \n' ' ')"
  else
    ok load "$requests by ab, $at_once at once, $(awk '/Requests per second/ {print $4}' "$body") a second"
  fi
}

requests_counted() {
  ask GET /metrics
  awk '/^banyan_app_requests_total/ {sum += $NF} END {print sum + 0}' "$body"
}

check_metrics() { # BEFORE
  local after
  after=$(requests_counted)
  ask GET /metrics
  if [ "$status" = 401 ]; then
    skip metrics 'needs the root secret in BANYAN_KEY'
  elif [ "$status" != 200 ] || [ $((after - $1)) -lt "$requests" ]; then
    fail metrics "$status; counted $((after - $1)) of at least $requests"
  elif command -v promtool >/dev/null && ! promtool check metrics <"$body" >"$folder/promtool" 2>&1; then
    fail metrics "promtool: $(head -c 200 "$folder/promtool")"
  else
    ok metrics "$((after - $1)) requests counted"
  fi
}

check_failover() {
  if [ -z "$kill_pid$stop_worker" ]; then
    skip failover 'name a worker that may be stopped, by --kill-pid or --stop-worker'
    return
  fi
  if [ "$healthy" -lt 2 ]; then
    skip failover "needs two healthy workers to spare one; there are $healthy"
    return
  fi
  : >"$folder/statuses"
  load_by_curl >>"$folder/statuses" &
  local loading=$! before=0
  while [ "$before" -lt $((requests / 4)) ] && kill -0 "$loading" 2>/dev/null; do
    sleep 0.05
    before=$(grep -c . "$folder/statuses")
  done
  if [ -n "$kill_pid" ]; then kill -9 "$kill_pid"; else bash -c "$stop_worker" >"$folder/stop" 2>&1; fi
  local stopped=$?
  wait "$loading"
  local served
  served=$(grep -c '^200$' "$folder/statuses")
  if [ "$stopped" != 0 ]; then
    fail failover 'the worker could not be stopped'
  elif [ "$served" != "$requests" ]; then
    fail failover "$((requests - served)) of $requests failed when the worker was gone"
  elif [ "$before" = "$requests" ]; then
    fail failover "the load was over before the worker was gone; ask for more by --requests"
  else
    ok failover "a worker was gone after $before requests, none of $requests failed"
  fi
  ask GET /health
  if [ "$status" = 200 ]; then ok after 'still healthy'; else fail after "$status $(said)"; fi
}

healthy=0
check_health
check_workers
check_models
check_chat
check_context
before=$(requests_counted)
check_load
check_metrics "$before"
check_failover

echo "$passed ok, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
