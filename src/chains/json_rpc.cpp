#include "chains/json_rpc.hpp"

#include "chains/json_fields.hpp"

namespace bepusdt::chains {
namespace {

namespace od = simdjson::ondemand;

constexpr std::size_t kLongestMessage = 200;

std::string printable(std::string_view text) {
  std::string out(text.substr(0, kLongestMessage));
  for (char& c : out)
    if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) > 0x7e) c = '?';
  return out;
}

BadAnswer broken(simdjson::error_code error) {
  return {std::string("the body is no whole JSON document: ") + simdjson::error_message(error), {}};
}

RpcErrorObject read_error(od::value value) {
  RpcErrorObject error;
  od::object object;
  od::json_type type;
  std::string_view bare;  // as some proxies write it
  if (!value.type().get(type) && type == od::json_type::string && !value.get_string().get(bare)) return {0, printable(bare)};
  if (value.get_object().get(object)) return {0, "error without an object"};
  const auto ignored = for_each_field(object, [&](std::string_view key, od::value& field) {
    std::string_view text;
    std::int64_t code = 0;
    if (key == "code" && !field.get_int64().get(code)) error.code = code;
    if (key == "message" && !field.get_string().get(text)) error.message = printable(text);
    return true;
  });
  if (ignored) error.message += " (cut off)";
  return error;
}

class BatchReader {
 public:
  BatchReader(std::uint64_t first_id, std::size_t calls, const ResultReader& read)
      : first_id_(first_id), read_(read), answered_(calls, false), outcomes_(calls) {}

  std::optional<BadAnswer> answer(od::object object) {
    std::optional<std::size_t> call;
    std::optional<RpcErrorObject> error;
    bool has_result = false, result_read = false;
    std::optional<BadAnswer> bad;
    const auto walked = for_each_field(object, [&](std::string_view key, od::value& value) {
      if (key == "id") {
        bad = take_id(value, call);
      } else if (key == "error") {
        bool null = false;
        if (!value.is_null().get(null) && !null) error = read_error(value);
      } else if (key == "result") {
        has_result = true;
        if (call && !error) {
          bad = take_result(*call, value);
          result_read = true;
        }
      }
      return !bad;
    });
    if (bad) return bad;
    if (walked) return broken(walked);
    if (!call) {
      if (error) return BadAnswer{"the node refused: " + error->message, std::move(error)};
      return BadAnswer{"an answer without an id", {}};
    }
    if (error) {
      outcomes_[*call] = std::move(error);
    } else if (!has_result) {
      return BadAnswer{"an answer with neither result nor error", {}};
    } else if (!result_read) {  // some nodes write the id last
      if (const auto reset = object.reset().error()) return broken(reset);
      const auto again = for_each_field(object, [&](std::string_view key, od::value& value) {
        if (key == "result" && !bad) bad = take_result(*call, value);
        return !bad;
      });
      if (bad) return bad;
      if (again) return broken(again);
    }
    return std::nullopt;
  }

  Result<std::vector<RpcOutcome>, BadAnswer> finish() {
    for (std::size_t i = 0; i < answered_.size(); ++i)
      if (!answered_[i]) return fail(BadAnswer{"the answer to a call is missing", {}});
    return std::move(outcomes_);
  }

 private:
  std::optional<BadAnswer> take_id(od::value& value, std::optional<std::size_t>& call) {
    bool null = false;
    if (!value.is_null().get(null) && null) return std::nullopt;  // the node could not tell: an error object says why
    std::uint64_t id = 0;
    if (value.get_uint64().get(id) || id < first_id_ || id - first_id_ >= answered_.size())
      return BadAnswer{"an answer to a call that was not made", {}};
    if (call || answered_[id - first_id_]) return BadAnswer{"two answers to one call", {}};
    call = id - first_id_;
    answered_[*call] = true;
    return std::nullopt;
  }

  std::optional<BadAnswer> take_result(std::size_t call, od::value& value) {
    if (auto wrong = read_(call, value)) return BadAnswer{std::move(*wrong), {}};
    return std::nullopt;
  }

  std::uint64_t first_id_;
  const ResultReader& read_;
  std::vector<bool> answered_;
  std::vector<RpcOutcome> outcomes_;
};

}  // namespace

std::string write_batch(std::span<const RpcCall> calls, std::uint64_t first_id) {
  std::string text;
  if (calls.size() != 1) text += '[';
  for (std::size_t i = 0; i < calls.size(); ++i) {
    if (i > 0) text += ',';
    text += R"({"jsonrpc":"2.0","id":)";
    text += std::to_string(first_id + i);
    text += R"(,"method":")";
    text += calls[i].method;
    text += R"(","params":)";
    text += calls[i].params;
    text += '}';
  }
  if (calls.size() != 1) text += ']';
  return text;
}

Result<std::vector<RpcOutcome>, BadAnswer> read_batch(od::parser& parser, std::string& body, std::uint64_t first_id,
                                                      std::size_t calls, const ResultReader& read) {
  body.reserve(body.size() + simdjson::SIMDJSON_PADDING);
  od::document document;
  if (const auto error = parser.iterate(body.data(), body.size(), body.capacity()).get(document)) return fail(broken(error));
  od::json_type type;
  if (const auto error = document.type().get(type)) return fail(broken(error));

  BatchReader reader(first_id, calls, read);
  if (type == od::json_type::object) {
    od::object object;
    if (const auto error = document.get_object().get(object)) return fail(broken(error));
    if (auto bad = reader.answer(object)) return fail(std::move(*bad));
  } else if (type == od::json_type::array) {
    od::array array;
    if (const auto error = document.get_array().get(array)) return fail(broken(error));
    for (auto item : array) {
      od::object object;
      if (const auto error = item.get_object().get(object)) return fail(broken(error));
      if (auto bad = reader.answer(object)) return fail(std::move(*bad));
    }
  } else {
    return fail(BadAnswer{"the body is neither an object nor an array", {}});
  }
  if (document.current_location().error() != simdjson::OUT_OF_BOUNDS)
    return fail(BadAnswer{"more follows after the answer", {}});
  return reader.finish();
}

}  // namespace bepusdt::chains
