// What every public header begins with: the version, which symbols leave the library, and the namespace.
//
// All names live in bepusdt::sdk and are visible as bepusdt::Client, bepusdt::Order … The gateway's own sources have other
// things of such names in `bepusdt`; they define BEPUSDT_IN_TREE and write bepusdt::sdk::Client. The binary is the same.
#pragma once

#define BEPUSDT_SDK_VERSION "0.4.0"

#if defined(_WIN32)
#define BEPUSDT_SDK_API
#else
#define BEPUSDT_SDK_API __attribute__((visibility("default")))
#endif

#if defined(BEPUSDT_IN_TREE)
#define BEPUSDT_SDK_INLINE
#else
#define BEPUSDT_SDK_INLINE inline
#endif
