// The table of routes: what is there, what is not, and what the probes say.
#include <gtest/gtest.h>

#include <set>

#include "http/router.hpp"
#include "http/routes.hpp"
#include "unit/http/http_world.hpp"
#include "web/assets.hpp"

namespace bepusdt::test {
namespace {

using http::Method;

TEST(Routes, AnUnknownPathIsNotFoundInTheEnvelope) {
  HttpWorld world;
  for (const char* path :
       {"/", "/api/v1/order", "/api/v1/order/create-transaction/", "/pay/checkout", "/pay/checkout/", "/pay/checkout/a/b"}) {
    const Answer answer = world.get(path);
    EXPECT_EQ(answer.status, 404) << path;
    EXPECT_EQ(answer.json()["error"], "not_found");
    EXPECT_EQ(answer.json()["status_code"], "404") << "no masking where the HTTP status says it";
  }
}

TEST(Routes, AWrongMethodIsToldTheRightOnes) {
  HttpWorld world;
  const Answer get = world.get(kCreate);
  EXPECT_EQ(get.status, 405);
  EXPECT_EQ(get.json()["error"], "method_not_allowed");
  EXPECT_TRUE(get.has_field("Allow: POST, OPTIONS")) << get.fields;
  EXPECT_TRUE(world.post("/healthz", "").has_field("Allow: GET, HEAD, OPTIONS"));
  EXPECT_EQ(world.send(Method::other, "/healthz").status, 405);
}

TEST(Routes, OptionsTellsTheMethods) {
  HttpWorld world;
  const Answer answer = world.send(Method::options, kCreate);
  EXPECT_EQ(answer.status, 204);
  EXPECT_TRUE(answer.has_field("Allow: POST, OPTIONS"));
  EXPECT_EQ(world.send(Method::options, "/nowhere").status, 404);
}

TEST(Routes, NoRowStandsTwice) {
  std::set<std::pair<int, std::string_view>> seen;
  for (const http::Route& route : http::routes())
    EXPECT_TRUE(seen.emplace(static_cast<int>(route.method), route.pattern).second) << route.pattern;
}

TEST(Routes, PatternsMatchOneSegmentOrAllTheRest) {
  EXPECT_EQ(http::match("/a/{id}", "/a/x"), "x");
  EXPECT_EQ(http::match("/a/{id}", "/a/"), std::nullopt);
  EXPECT_EQ(http::match("/a/{id}", "/a/x/y"), std::nullopt);
  EXPECT_EQ(http::match("/a/*", "/a/x/y"), "x/y");
  EXPECT_EQ(http::match("/a", "/a"), "");
  EXPECT_EQ(http::match("/a", "/ab"), std::nullopt);
}

TEST(Probes, HealthAndReadiness) {
  HttpWorld world;
  EXPECT_EQ(world.get("/healthz").status, 200);
  EXPECT_EQ(world.get("/readyz").body, R"({"ready":true})");
  world.readiness = {false, R"({"ready":false,"reasons":["ethereum: no endpoint answers"]})"};
  const Answer not_ready = world.get("/readyz");
  EXPECT_EQ(not_ready.status, 503);
  EXPECT_EQ(not_ready.json()["reasons.0"], "ethereum: no endpoint answers");
}

TEST(Probes, MetricsAreForThisMachineOnlyUnlessPublic) {
  HttpWorld world;
  EXPECT_EQ(world.get("/metrics").status, 404) << "from elsewhere";
  world.from_this_machine = true;
  EXPECT_EQ(world.get("/metrics").body, "bepusdt_build_info 1\n");
  EXPECT_EQ(world.get("/metrics", {{"X-Forwarded-For", "203.0.113.9"}}).status, 404) << "a proxy on this machine";
  EXPECT_EQ(world.get("/metrics", {{"Via", "1.1 proxy"}}).status, 404);
  HttpWorld open;
  open.settings.metrics_public = true;
  EXPECT_EQ(open.get("/metrics").status, 200);
}

TEST(Assets, AreServedByTheirHashForEver) {
  HttpWorld world;
  const std::string path(web::asset_path("app.css"));
  const Answer answer = world.get(path);
  ASSERT_EQ(answer.status, 200);
  EXPECT_EQ(answer.content_type, "text/css; charset=utf-8");
  EXPECT_TRUE(answer.has_field("Cache-Control: public, max-age=31536000, immutable"));
  EXPECT_FALSE(answer.body.empty());
  const Answer again = world.get(path, {{"If-None-Match", std::string(web::find_asset(path)->etag)}});
  EXPECT_EQ(again.status, 304);
  EXPECT_TRUE(again.body.empty());
  EXPECT_EQ(world.get("/assets/0000000000000000/app.css").status, 404);
  EXPECT_EQ(world.get("/assets/../conf.toml").status, 404);
}

}  // namespace
}  // namespace bepusdt::test
