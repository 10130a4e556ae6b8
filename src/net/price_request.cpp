#include "net/price_request.hpp"

#include "net/parsed_url.hpp"

namespace bepusdt::net {

std::string price_url(std::string_view base, std::string_view path, const QueryParameters& parameters) {
  auto url = ParsedUrl::parse(base);
  if (!url) return {};
  std::string whole_path = url->path();
  while (whole_path.ends_with('/')) whole_path.pop_back();
  url->set_path(whole_path.append(path));
  url->drop_fragment();
  for (const auto& [name, value] : parameters) url->add_parameter(name, value);
  return url->text();
}

Result<std::string, ports::PriceError> get_prices(ports::HttpClient& http, const std::string& url, std::size_t max_bytes) {
  if (url.empty()) return fail(ports::PriceError{"the price source's address is no http or https URL"});
  ports::HttpRequest request;
  request.url = url;
  request.headers = {{"Accept", "application/json"}};
  request.max_answer_bytes = max_bytes;
  request.use_environment_proxy = true;
  auto answer = http.send(request);
  if (!answer) return fail(ports::PriceError{std::move(answer.error().reason)});
  const std::string host = ports::host_of(url);
  if (answer->status != 200)
    return fail(ports::PriceError{host + " answered with status " + std::to_string(answer->status)});
  if (answer->truncated)
    return fail(ports::PriceError{host + " answered more than " + std::to_string(max_bytes) + " bytes"});
  return std::move(answer->body);
}

}  // namespace bepusdt::net
