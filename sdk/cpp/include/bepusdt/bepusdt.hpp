// Everything but Asio (bepusdt/asio.hpp).
#pragma once

#include <bepusdt/callback.hpp>
#include <bepusdt/client.hpp>
#include <bepusdt/qr_code.hpp>
