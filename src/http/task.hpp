// Task: a coroutine of the HTTP side. It runs on the one thread of its io_context from beginning to end, so what only it
// touches needs no lock. Failures come back as error codes, never as exceptions.
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace bepusdt::http {

namespace asio = boost::asio;

using Executor = asio::io_context::executor_type;
template <class T>
using Task = asio::awaitable<T, Executor>;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using SteadyClock = std::chrono::steady_clock;
using Timer = asio::basic_waitable_timer<SteadyClock, asio::wait_traits<SteadyClock>, Executor>;

// co_await operation(..., kInCoroutine) gives a tuple of error code and result.
inline constexpr asio::as_tuple_t<asio::use_awaitable_t<Executor>> kInCoroutine{};

}  // namespace bepusdt::http
