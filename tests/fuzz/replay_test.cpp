// Every corpus file of every fuzz target, as a test of its own: target and file are the test's name. No libFuzzer; a property
// that does not hold ends the program, and says which.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "fuzz/input.hpp"

#define FUZZ_TARGET(name) extern "C" int fuzz_##name(const std::uint8_t* data, std::size_t size);
#include "fuzz_targets.inc"
#undef FUZZ_TARGET

namespace bepusdt::fuzz {
namespace {

namespace fs = std::filesystem;

struct Target {
  std::string name;
  int (*run)(const std::uint8_t*, std::size_t);
};

const std::vector<Target> kTargets{
#define FUZZ_TARGET(name) {#name, fuzz_##name},
#include "fuzz_targets.inc"
#undef FUZZ_TARGET
};

fs::path corpus_of(const Target& target) { return fs::path(BEPUSDT_SOURCE_DIR "/tests/fuzz/corpus") / target.name; }

struct Case {
  Target target;
  fs::path file;
};

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const Target& target : kTargets)
    if (fs::is_directory(corpus_of(target)))
      for (const auto& entry : fs::directory_iterator(corpus_of(target))) all.push_back({target, entry.path()});
  std::ranges::sort(all, {}, &Case::file);
  return all;
}

std::string name_of(const testing::TestParamInfo<Case>& info) {
  std::string name = info.param.target.name + "__" + info.param.file.filename().string();
  for (char& c : name)
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  return name;
}

class Corpus : public testing::TestWithParam<Case> {};

TEST_P(Corpus, Holds) {
  std::ifstream file(GetParam().file, std::ios::binary);
  ASSERT_TRUE(file);
  const std::string input{std::istreambuf_iterator<char>(file), {}};
  // An own block of exactly this size, so that a sanitizer sees the first byte read behind it.
  const auto bytes = std::make_unique_for_overwrite<std::uint8_t[]>(input.size());
  std::ranges::copy(input, bytes.get());
  GetParam().target.run(bytes.get(), input.size());
}

INSTANTIATE_TEST_SUITE_P(Files, Corpus, testing::ValuesIn(cases()), name_of);

TEST(FuzzTargets, EachHasACorpus) {
  for (const Target& target : kTargets)
    EXPECT_TRUE(fs::is_directory(corpus_of(target)) && !fs::is_empty(corpus_of(target))) << target.name;
}

TEST(FuzzTargets, EachTakesNothingAtAll) {
  for (const Target& target : kTargets) {
    SCOPED_TRACE(target.name);
    EXPECT_EQ(target.run(nullptr, 0), 0);
  }
}

}  // namespace
}  // namespace bepusdt::fuzz
