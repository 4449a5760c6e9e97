import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort, startProcess } from '../bench-process.ts'
import { type Candidate, type Surroundings, subject } from './subject.ts'

const name = 'nginx'

/** nginx as a proxy that streams: one process, connections kept on both sides, nothing logged. */
export async function startNginx({ workerUrl, folder }: Surroundings): Promise<Candidate> {
  const command = findNginx()
  if (command === null) {
    return {
      kind: 'missing',
      name,
      why: 'not installed: apt-get install --no-install-recommends nginx',
    }
  }
  const home = join(folder, 'nginx')
  mkdirSync(home)
  const port = await freePort()
  const file = join(home, 'nginx.conf')
  writeFileSync(file, configuration(home, port, new URL(workerUrl).host))
  const process = await startProcess({
    // nginx says nothing when it listens.
    command: '/bin/sh',
    args: [
      '-c',
      'echo ready; exec "$@"',
      'sh',
      command,
      '-p',
      home,
      '-e',
      join(home, 'error.log'),
      '-c',
      file,
    ],
    portsIn: line => (line === 'ready' ? [port] : null),
  })
  await pause(500)
  return { kind: 'here', subject: subject(name, process) }
}

function findNginx(): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  return folders.map(folder => join(folder, 'nginx')).find(file => existsSync(file)) ?? null
}

/** Without a master, so that the one process that works is the one whose time is read. */
const configuration = (home: string, port: number, worker: string) => `
daemon off;
master_process off;
worker_rlimit_nofile 8192;
pid ${home}/nginx.pid;
events { worker_connections 8192; }
http {
  access_log off;
  client_body_temp_path ${home}/body;
  proxy_temp_path ${home}/proxy;
  fastcgi_temp_path ${home}/fastcgi;
  uwsgi_temp_path ${home}/uwsgi;
  scgi_temp_path ${home}/scgi;
  keepalive_requests 10000000;
  upstream worker {
    server ${worker};
    keepalive 1024;
    keepalive_requests 10000000;
  }
  server {
    listen 127.0.0.1:${port} backlog=2048;
    location / {
      proxy_pass http://worker;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_buffering off;
    }
  }
}
`
