// The signature of a dict, as programs have it that let a framework parse the callback: what generate_signature, verify_signature and
// BEpusdtClient.verify_callback do. Against CPython's own interface, because a signature costs hardly more than the MD5 in it.
#pragma once

#define PY_SSIZE_T_CLEAN
#include <Python.h>

namespace bepusdt::python {

// Each takes only what is plain: an exact dict with str keys and values that are str, int, float, bool, None or a list that is
// empty. For anything else the answer is None, and bepusdt/signature.py makes it plain first.
//
//   sign_params(params, token) -> str | None
//   verify_params(params, token, signature) -> bool | None      every member of params is signed
//   verify_signed_params(params, token) -> bool | None          the signature is the member `signature`
//
// May raise UnicodeEncodeError for a lone surrogate. Verifying accepts the signature over any of the texts in which gateways and
// Python programs write the same numbers, tried in this order: Python's own (`10.0`), plain decimal (`10`), Go's (`1e+06`).
extern PyMethodDef kParamsSignatureMethods[];

}  // namespace bepusdt::python
