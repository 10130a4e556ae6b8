// Calls without Python's lock, and back into Python with it, from threads that may outlive the interpreter.
//
// While Python ends, CPython up to 3.13 makes a daemon thread that comes for the lock exit: pthread_exit() unwinds its stack, and
// would meet destructors through which nothing may pass, which aborts the whole process. Such a thread sleeps here instead until the
// process is gone, as CPython has it from 3.14 on.
#pragma once

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <cxxabi.h>
#include <unistd.h>

namespace bepusdt::python {

// Around whatever comes for the lock, and around whatever runs Python code, which gives the lock away and comes for it again.
template <class Act>
auto unless_python_ends(Act act) {
#ifdef __GLIBCXX__
  try {
    return act();
  } catch (abi::__forced_unwind&) {
    for (;;) ::pause();
  }
#else
  return act();
#endif
}

// The caller holds the lock and has it again at the end.
class WithoutGil {
 public:
  WithoutGil() : thread_(PyEval_SaveThread()) {}
  ~WithoutGil() {
    unless_python_ends([this] { PyEval_RestoreThread(thread_); });
  }
  WithoutGil(const WithoutGil&) = delete;
  WithoutGil& operator=(const WithoutGil&) = delete;

 private:
  PyThreadState* thread_;
};

// Whether the caller holds the lock already or not.
class WithGil {
 public:
  WithGil() : before_(unless_python_ends([] { return PyGILState_Ensure(); })) {}
  ~WithGil() { PyGILState_Release(before_); }
  WithGil(const WithGil&) = delete;
  WithGil& operator=(const WithGil&) = delete;

 private:
  PyGILState_STATE before_;
};

}  // namespace bepusdt::python
