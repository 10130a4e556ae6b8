#include "params_signature.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <memory_resource>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.hpp"
#include "wire/number_text.hpp"

namespace bepusdt::python {
namespace {

struct Member {
  std::string_view name;
  std::string_view text;  // as Python prints it
  bool number = false;    // an int or a finite float
  bool boolean = false;
};

// How a variant of the text prints numbers; booleans are Python's only in the first.
enum class Style { python, plain, go };

// Memory of one call: on the stack unless a dict is unusually large.
struct Arena {
  std::byte bytes[3072];
  std::pmr::monotonic_buffer_resource memory{bytes, sizeof bytes};
};

class Params {
 public:
  explicit Params(Arena& arena) : members_(&arena.memory), memory_(&arena.memory) { members_.reserve(16); }

  enum class Read { done, not_plain, raised };

  // The texts are views into the dict's own strings, which nothing changes while no Python code runs. `skip` may be null.
  Read read(PyObject* params, PyObject** skipped) {
    PyObject *key, *value;
    for (Py_ssize_t position = 0; PyDict_Next(params, &position, &key, &value);) {
      if (!PyUnicode_CheckExact(key)) return Read::not_plain;
      Member member;
      if (!utf8(key, member.name)) return Read::raised;
      if (skipped != nullptr && member.name == "signature") {
        *skipped = value;
        continue;
      }
      if (value == Py_None || (PyList_CheckExact(value) && PyList_GET_SIZE(value) == 0)) continue;
      if (PyUnicode_CheckExact(value)) {
        if (!utf8(value, member.text)) return Read::raised;
        if (member.text.empty()) continue;
      } else if (PyBool_Check(value)) {
        member.text = value == Py_True ? "True" : "False";
        member.boolean = true;
      } else if (PyLong_CheckExact(value)) {
        int overflow = 0;
        const long long number = PyLong_AsLongLongAndOverflow(value, &overflow);
        if (overflow != 0) return Read::not_plain;
        char digits[24];
        member.text =
            keep({digits, static_cast<std::size_t>(std::to_chars(digits, digits + sizeof digits, number).ptr - digits)});
        member.number = true;
      } else if (PyFloat_CheckExact(value)) {
        const double number = PyFloat_AS_DOUBLE(value);
        if (!repr(number, member.text)) return Read::raised;
        member.number = std::isfinite(number);
      } else {
        return Read::not_plain;
      }
      any_number_ |= member.number;
      any_boolean_ |= member.boolean;
      members_.push_back(member);
    }
    // By bytes, which is Python's order of str as well: UTF-8 keeps the order of code points.
    std::ranges::sort(members_, {}, &Member::name);
    return Read::done;
  }

  // Nothing where this style has no text for a number.
  [[nodiscard]] std::optional<Digest16> hash(Style style, std::string_view token) const {
    std::pmr::string text(memory_);
    text.reserve(1024);
    for (const Member& member : members_) {
      if (!text.empty()) text += '&';
      text += member.name;
      text += '=';
      if (!append_value(member, style, text)) return std::nullopt;
    }
    text += token;
    return md5(text);
  }

  // What this package signs: floats as Python prints them, unless that has an exponent.
  [[nodiscard]] std::optional<Digest16> hash_to_sign(std::string_view token) {
    for (Member& member : members_) {
      if (!member.number || member.text.find('e') == std::string_view::npos) continue;
      std::string plain;
      if (wire::append_plain_decimal(member.text, plain)) member.text = keep(plain);
    }
    return hash(Style::python, token);
  }

  [[nodiscard]] bool signed_by(std::string_view signature, std::string_view token) const {
    const auto matches = [&](Style style) {
      const auto made = hash(style, token);
      return made && equal_constant_time({reinterpret_cast<const char*>(made->data()), made->size()}, signature);
    };
    return matches(Style::python) || ((any_number_ || any_boolean_) && matches(Style::plain)) ||
           (any_number_ && matches(Style::go));
  }

 private:
  static bool utf8(PyObject* text, std::string_view& out) {
    Py_ssize_t size = 0;
    const char* const data = PyUnicode_AsUTF8AndSize(text, &size);
    if (data == nullptr) return false;
    out = {data, static_cast<std::size_t>(size)};
    return true;
  }

  // Python's text of a float. Money is in the range in which that is the shortest decimal without exponent, which C++ makes in
  // a fraction of the time.
  bool repr(double number, std::string_view& out) const {
    if (const double size = std::abs(number); size >= 1e-4 && size < 1e15) {
      char digits[40];
      char* end = std::to_chars(digits, digits + sizeof digits - 2, number, std::chars_format::fixed).ptr;
      if (std::find(digits, end, '.') == end) end = std::copy_n(".0", 2, end);
      out = keep({digits, static_cast<std::size_t>(end - digits)});
      return true;
    }
    char* const digits = PyOS_double_to_string(number, 'r', 0, Py_DTSF_ADD_DOT_0, nullptr);
    if (digits == nullptr) return false;
    out = keep(digits);
    PyMem_Free(digits);
    return true;
  }

  [[nodiscard]] std::string_view keep(std::string_view text) const {
    char* const copy = static_cast<char*>(memory_->allocate(text.size(), 1));
    std::memcpy(copy, text.data(), text.size());
    return {copy, text.size()};
  }

  static bool append_value(const Member& member, Style style, std::pmr::string& out) {
    if (style == Style::python || !(member.number || member.boolean)) {
      out += member.text;
    } else if (member.boolean) {
      out += member.text == "True" ? "true" : "false";
    } else {
      std::string number;
      if (!(style == Style::go ? wire::append_go_float(member.text, number)
                               : wire::append_plain_decimal(member.text, number)))
        return false;
      out += number;
    }
    return true;
  }

  std::pmr::vector<Member> members_;
  std::pmr::memory_resource* memory_;
  bool any_number_ = false;
  bool any_boolean_ = false;
};

// The 16 bytes that 32 hex digits of either case mean; false for any other text.
bool digest_of(PyObject* signature, char (&out)[16]) {
  if (!PyUnicode_Check(signature)) return false;
  Py_ssize_t size = 0;
  const char* const text = PyUnicode_AsUTF8AndSize(signature, &size);
  if (text == nullptr) PyErr_Clear();
  if (text == nullptr || size != 2 * static_cast<Py_ssize_t>(sizeof out)) return false;
  int wrong = 0;
  for (std::size_t i = 0; i < sizeof out; ++i) {
    const int high = hex_digit(text[2 * i]);
    const int low = hex_digit(text[2 * i + 1]);
    wrong |= high | low;
    out[i] = static_cast<char>(high * 16 + low);
  }
  return wrong >= 0;
}

bool are_plain(PyObject* params, PyObject* token) { return PyDict_CheckExact(params) && PyUnicode_CheckExact(token); }

bool take_token(PyObject* token, std::string_view& out) {
  Py_ssize_t size = 0;
  const char* const data = PyUnicode_AsUTF8AndSize(token, &size);
  if (data == nullptr) return false;
  out = {data, static_cast<std::size_t>(size)};
  return true;
}

bool takes(const char* name, Py_ssize_t given, Py_ssize_t wanted) {
  if (given == wanted) return true;
  PyErr_Format(PyExc_TypeError, "%s takes %zd arguments, not %zd", name, wanted, given);
  return false;
}

PyObject* sign_params(PyObject*, PyObject* const* arguments, Py_ssize_t count) {
  if (!takes("sign_params", count, 2)) return nullptr;
  if (!are_plain(arguments[0], arguments[1])) Py_RETURN_NONE;
  Arena arena;
  Params params(arena);
  std::string_view token;
  if (!take_token(arguments[1], token)) return nullptr;
  switch (params.read(arguments[0], nullptr)) {
    case Params::Read::raised: return nullptr;
    case Params::Read::not_plain: Py_RETURN_NONE;
    case Params::Read::done: break;
  }
  const auto hash = params.hash_to_sign(token);
  if (!hash) Py_RETURN_NONE;
  const std::string hex = to_hex(*hash);
  return PyUnicode_FromStringAndSize(hex.data(), static_cast<Py_ssize_t>(hex.size()));
}

PyObject* verify(PyObject* dict, PyObject* token_object, PyObject* signature, bool signature_is_member) {
  if (!are_plain(dict, token_object)) Py_RETURN_NONE;
  Arena arena;
  Params params(arena);
  std::string_view token;
  if (!take_token(token_object, token)) return nullptr;
  switch (params.read(dict, signature_is_member ? &signature : nullptr)) {
    case Params::Read::raised: return nullptr;
    case Params::Read::not_plain: Py_RETURN_NONE;
    case Params::Read::done: break;
  }
  char digest[16];
  if (signature == nullptr || token.empty() || !digest_of(signature, digest)) Py_RETURN_FALSE;
  return PyBool_FromLong(params.signed_by({digest, sizeof digest}, token));
}

PyObject* verify_params(PyObject*, PyObject* const* arguments, Py_ssize_t count) {
  if (!takes("verify_params", count, 3)) return nullptr;
  return verify(arguments[0], arguments[1], arguments[2], false);
}

PyObject* verify_signed_params(PyObject*, PyObject* const* arguments, Py_ssize_t count) {
  if (!takes("verify_signed_params", count, 2)) return nullptr;
  return verify(arguments[0], arguments[1], nullptr, true);
}

template <auto function>
PyCFunction method() {
  return reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(function));
}

}  // namespace

PyMethodDef kParamsSignatureMethods[] = {
    {"sign_params", method<sign_params>(), METH_FASTCALL, nullptr},
    {"verify_params", method<verify_params>(), METH_FASTCALL, nullptr},
    {"verify_signed_params", method<verify_signed_params>(), METH_FASTCALL, nullptr},
    {nullptr, nullptr, 0, nullptr},
};

}  // namespace bepusdt::python
