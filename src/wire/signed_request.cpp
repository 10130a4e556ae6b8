#include "wire/signed_request.hpp"

#include <simdjson.h>

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/assert.hpp"
#include "base/hex.hpp"
#include "wire/number_text.hpp"
#include "wire/utf8_text.hpp"
#include "wire/whole_json.hpp"

namespace bepusdt::wire {
namespace {

constexpr std::string_view kJsonBlanks = " \t\r\n";
constexpr std::size_t kShownNameLength = 64;

// A foreign name as it may stand in an answer or a log: short, whole characters, no control characters.
std::string shown(std::string_view name) {
  std::string text;
  while (const std::size_t length = character_length(name)) {
    if (text.size() + length > kShownNameLength) break;
    text += is_control(name.substr(0, length)) ? "?" : name.substr(0, length);
    name.remove_prefix(length);
  }
  return text;
}

std::unexpected<Refusal> refuse(std::string_view name, std::string zh, std::string en) {
  return fail(Refusal{ErrorCode::invalid_request, shown(name), {std::move(zh), std::move(en)}});
}

std::unexpected<Refusal> refuse_json(std::string zh, std::string en) {
  return fail(Refusal{ErrorCode::invalid_json, {}, {std::move(zh), std::move(en)}});
}

// What every name and value must be, however it came.
std::optional<Sentence> trouble_with(std::string_view text) {
  if (is_printable_ascii(text)) return std::nullopt;
  if (!is_valid_utf8(text)) return Sentence{"不是有效的 UTF-8", "is not valid UTF-8"};
  if (has_control_character(text)) return Sentence{"含有控制字符", "holds a control character"};
  return std::nullopt;
}

std::string_view without_trailing_blanks(std::string_view token) {
  return token.substr(0, token.find_last_not_of(kJsonBlanks) + 1);
}

// %XX and + decoded; false where a % is not followed by two digits.
bool decode_form(std::string_view text, char*& at) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+') {
      *at++ = ' ';
    } else if (text[i] == '%') {
      const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
      if (high < 0 || low < 0) return false;
      *at++ = static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      *at++ = text[i];
    }
  }
  return true;
}

// The thread's parser and the padded copy of the body that it needs. Both grow in powers of two up to the limit of a body.
class JsonScratch {
 public:
  simdjson::simdjson_result<simdjson::ondemand::document> begin(std::string_view body) {
    if (body.size() > capacity_) {
      const std::size_t capacity = std::max<std::size_t>(4096, std::bit_ceil(body.size()));
      if (const auto error = parser_.allocate(capacity)) return error;
      input_ = std::make_unique_for_overwrite<char[]>(capacity + simdjson::SIMDJSON_PADDING);
      capacity_ = capacity;
    }
    std::memcpy(input_.get(), body.data(), body.size());
    std::memset(input_.get() + body.size(), 0, simdjson::SIMDJSON_PADDING);
    return parser_.iterate(
        simdjson::padded_string_view(input_.get(), body.size(), body.size() + simdjson::SIMDJSON_PADDING));
  }

  std::string_view input(std::size_t size) const { return {input_.get(), size}; }

 private:
  simdjson::ondemand::parser parser_;
  std::unique_ptr<char[]> input_;
  std::size_t capacity_ = 0;
};

}  // namespace

// Collects the fields of one body. Decoded text is never longer than what it was decoded from, so the body's size is room enough.
class SignedRequest::Builder {
 public:
  explicit Builder(std::string_view body) : body_(body) {
    request_.storage_ = std::make_unique_for_overwrite<char[]>(body.size());
    end_ = request_.storage_.get();
    request_.fields_.reserve(16);
  }

  Result<void, Refusal> json() {
    thread_local JsonScratch scratch;
    if (const auto at = bad_escape(body_))
      return refuse_json("第 " + std::to_string(*at) + " 字节处的转义无效", "broken escape at byte " + std::to_string(*at));
    simdjson::ondemand::document document;
    if (const auto error = scratch.begin(body_).get(document)) return unreadable(error, {});
    simdjson::ondemand::object object;
    if (const auto error = document.get_object().get(object)) return unreadable(error, {});
    std::string_view name;
    for (auto next : object) {
      simdjson::ondemand::field member;
      if (const auto error = std::move(next).get(member)) return unreadable(error, name);
      std::string_view decoded;
      if (const auto error = member.unescaped_key().get(decoded)) return unreadable(error, name);
      name = keep(decoded);
      if (auto added = json_value(name, member.value()); !added) return added;
    }
    // After the closing brace nothing may follow but blanks.
    if (document.current_location().error() != simdjson::OUT_OF_BOUNDS)
      return refuse_json("对象之后还有多余内容", "something follows the object");
    return {};
  }

  Result<void, Refusal> form() {
    std::string_view rest = body_;
    while (!rest.empty()) {
      const std::size_t ampersand = std::min(rest.find('&'), rest.size());
      const std::string_view pair = rest.substr(0, ampersand);
      rest.remove_prefix(std::min(ampersand + 1, rest.size()));
      if (pair.empty()) continue;
      const std::size_t equals = std::min(pair.find('='), pair.size());
      const std::string_view raw_name = pair.substr(0, equals);
      char* const name_at = end_;
      if (!decode_form(raw_name, end_)) return refuse(raw_name, "的 % 转义无效", "has a broken % escape in its name");
      const std::string_view name(name_at, static_cast<std::size_t>(end_ - name_at));
      char* const value_at = end_;
      if (!decode_form(pair.substr(std::min(equals + 1, pair.size())), end_))
        return refuse(name, "的 % 转义无效", "has a broken % escape");
      const std::string_view value(value_at, static_cast<std::size_t>(end_ - value_at));
      if (auto added = add({name, FieldKind::text, value}); !added) return added;
    }
    return {};
  }

  Result<SignedRequest, Refusal> finish() {
    auto& fields = request_.fields_;
    std::ranges::sort(fields, {}, &Field::name);
    const auto twice = std::ranges::adjacent_find(fields, {}, &Field::name);
    if (twice != fields.end()) return refuse(twice->name, "出现了多次", "occurs more than once");
    return std::move(request_);
  }

 private:
  std::string_view keep(std::string_view text) {
    char* const at = end_;
    BEPUSDT_ASSERT(text.size() <= body_.size() - static_cast<std::size_t>(at - request_.storage_.get()));
    if (!text.empty()) std::memcpy(at, text.data(), text.size());
    end_ += text.size();
    return {at, text.size()};
  }

  Result<void, Refusal> add(Field field) {
    if (const auto trouble = trouble_with(field.name))
      return refuse(field.name, "字段名" + trouble->zh, "has a name that " + trouble->en);
    if (const auto trouble = trouble_with(field.value)) return refuse(field.name, trouble->zh, trouble->en);
    if (request_.fields_.size() == kMaxFields)
      return refuse({}, "字段超过 " + std::to_string(kMaxFields) + " 个",
                    "more than " + std::to_string(kMaxFields) + " members");
    request_.has_literals_ |= field.kind == FieldKind::number || field.kind == FieldKind::boolean;
    request_.fields_.push_back(field);
    return {};
  }

  Result<void, Refusal> json_value(std::string_view name, simdjson::ondemand::value value) {
    const std::string_view token = without_trailing_blanks(value.raw_json_token());
    switch (token.empty() ? '\0' : token.front()) {
      case '"': {
        std::string_view text;
        if (const auto error = value.get_string().get(text)) return unreadable(error, name);
        return add({name, FieldKind::text, keep(text)});
      }
      case 't':
        if (token == "true") return add({name, FieldKind::boolean, "true"});
        break;
      case 'f':
        if (token == "false") return add({name, FieldKind::boolean, "false"});
        break;
      case 'n':
        if (token == "null") return add({name, FieldKind::null, {}});
        break;
      case '[': {
        simdjson::ondemand::array list;
        if (const auto error = value.get_array().get(list)) return unreadable(error, name);
        bool empty = false;
        if (const auto error = list.is_empty().get(empty)) return unreadable(error, name);
        if (!empty) return refuse(name, "不能是非空列表", "must not be a list with elements");
        return add({name, FieldKind::empty_list, {}});
      }
      case '{': return refuse(name, "不能是嵌套对象", "must not be a nested object");
      default:
        if (!is_json_number(token)) break;
        if (token.size() > kMaxNumberLength) return refuse(name, "数字过长", "is a number with too many digits");
        return add({name, FieldKind::number, keep(token)});
    }
    return unreadable(simdjson::TAPE_ERROR, name);
  }

  // The parser's verdict as a sentence; `name` is the last member that could be read.
  static std::unexpected<Refusal> unreadable(simdjson::error_code error, std::string_view name) {
    std::string near_zh;
    std::string near_en;
    if (!name.empty()) {
      near_zh = "，位置在 " + shown(name) + " 附近";
      near_en = ", near " + shown(name);
    }
    switch (error) {
      case simdjson::UTF8_ERROR: return refuse_json("不是有效的 UTF-8", "not valid UTF-8");
      case simdjson::UNESCAPED_CHARS:
        return refuse_json("字符串里有未转义的控制字符", "unescaped control character in a string");
      case simdjson::UNCLOSED_STRING: return refuse_json("字符串没有结束", "a string does not end");
      case simdjson::STRING_ERROR: return refuse_json("转义无效" + near_zh, "broken escape" + near_en);
      case simdjson::INCOMPLETE_ARRAY_OR_OBJECT: return refuse_json("内容不完整" + near_zh, "ends too early" + near_en);
      default: return refuse_json("语法错误" + near_zh, "syntax error" + near_en);
    }
  }

  std::string_view body_;
  SignedRequest request_;
  char* end_ = nullptr;
};

Result<SignedRequest, Refusal> SignedRequest::parse(std::string_view body) {
  if (body.size() > kMaxBodySize) return fail(Refusal{ErrorCode::body_too_large, {}, {"最多 64 KiB", "at most 64 KiB"}});
  const std::size_t first = body.find_first_not_of(kJsonBlanks);
  const std::string_view start = first == std::string_view::npos ? std::string_view{} : body.substr(first);
  Builder builder(body);
  if (start.starts_with('{')) {
    if (auto read = builder.json(); !read) return fail(std::move(read.error()));
  } else if (start.starts_with('[') || start.starts_with('"') || start.starts_with("\xef\xbb\xbf")) {
    return refuse_json("应以 { 开头（不带 BOM），或为表单", "must begin with { (without a byte order mark) or be a form");
  } else if (auto read = builder.form(); !read) {
    return fail(std::move(read.error()));
  }
  return builder.finish();
}

const Field* SignedRequest::find(std::string_view name) const {
  for (const Field& field : fields_)
    if (field.name == name) return &field;
  return nullptr;
}

SignedRequest::Text SignedRequest::text(std::string_view name) const {
  const Field* const field = find(name);
  if (field == nullptr || !field->counts()) return std::nullopt;
  if (field->kind != FieldKind::text) return refuse(name, "必须是字符串", "must be a string");
  return field->value;
}

SignedRequest::Text SignedRequest::text_or_number(std::string_view name) const {
  const Field* const field = find(name);
  if (field == nullptr || !field->counts()) return std::nullopt;
  if (field->kind == FieldKind::boolean) return refuse(name, "必须是字符串或数字", "must be a string or a number");
  return field->value;
}

Result<std::optional<bool>, Refusal> SignedRequest::boolean(std::string_view name) const {
  const Field* const field = find(name);
  if (field == nullptr || !field->counts()) return std::nullopt;
  if (field->value == "true" || field->value == "1") return true;
  if (field->value == "false" || field->value == "0") return false;
  return refuse(name, "必须是 true 或 false", "must be true or false");
}

}  // namespace bepusdt::wire
