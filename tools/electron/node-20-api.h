/*
 * References to strings, which better-sqlite3 needs, are stable in Node-API 10 and experimental in
 * Node 20, and so is the one call by which an experimental binding may tidy up after the garbage
 * collector. The published headers leave out what is experimental, so it is declared here.
 */
#define NAPI_VERSION 2147483647 /* experimental */
#define NODE_API_EXPERIMENTAL_HAS_POST_FINALIZER
#include <node_api.h>

EXTERN_C_START
NAPI_EXTERN napi_status NAPI_CDECL node_api_post_finalizer(
    node_api_nogc_env env, napi_finalize finalize, void* data, void* hint);
EXTERN_C_END
