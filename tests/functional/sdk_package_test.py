"""The C++ library as a merchant gets it: installed, found by CMake and by pkg-config, and the examples built from it alone."""
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from harness.gateway import TOKEN, binary
from harness.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
BUILD = binary().parent
EXAMPLES = ROOT / "sdk/cpp/examples"
SANITIZED = BUILD.name in ("asan", "tsan")  # a program that links such a library would need the sanitizer, too

pytestmark = pytest.mark.skipif(SANITIZED, reason="the library of a sanitizer build is not what is installed")


def run(*command, status=0, **how):
    ran = subprocess.run([str(part) for part in command], text=True, capture_output=True, timeout=300 * PATIENCE, **how)
    assert ran.returncode == status, f"{command} left with {ran.returncode}:\n{ran.stdout}{ran.stderr}"
    return ran.stdout if status == 0 else ran.stdout + ran.stderr


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A prefix that holds the installed library and nothing else."""
    prefix = tmp_path_factory.mktemp("prefix")
    run("cmake", "--install", BUILD, "--component", "sdk", "--prefix", prefix)
    return prefix


@pytest.fixture(scope="module")
def examples(installed, tmp_path_factory):
    """The examples, built from a copy that cannot see this tree."""
    source = shutil.copytree(EXAMPLES, tmp_path_factory.mktemp("shop") / "source")
    build = source.parent / "build"
    run("cmake", "-S", source, "-B", build, "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={installed}", "-DCMAKE_BUILD_TYPE=Debug")
    run("cmake", "--build", build)
    return build


def shop(program, gateway, *arguments, status=0, stdin=None):
    return run(program, *arguments, status=status, input=stdin,
               env={**os.environ, "BEPUSDT_API_URL": gateway.url, "BEPUSDT_AUTH_TOKEN": TOKEN})


def test_an_order_is_made_queried_paid_and_its_callback_verified_by_the_installed_example(examples, scene):
    trade_id, actual_amount, address, payment_url = shop(examples / "shop", scene.gateway, "buy", "cpp-1", "28.80", scene.merchant.notify_url).split()
    assert (actual_amount, address) == ("4", scene.gateway.query(trade_id)["token"])
    assert payment_url.endswith(trade_id)
    assert shop(examples / "shop", scene.gateway, "status", trade_id) == "waiting\n"
    scene.chain.pay_token(scene.payer, address, 4_000_000)
    scene.chain.mine(3)
    callback = scene.merchant.wait_for(trade_id)[0]
    assert shop(examples / "shop", scene.gateway, "paid", stdin=callback.raw.decode()) == "deliver cpp-1: 4 arrived\n"
    tampered = json.dumps({**callback.body, "order_id": "cpp-2"})
    assert "not the gateway's" in shop(examples / "shop", scene.gateway, "paid", stdin=tampered, status=1)
    assert shop(examples / "shop", scene.gateway, "status", trade_id) == "paid\n"


def test_a_mistake_of_the_caller_is_a_validation_error_and_one_of_the_gateway_is_told_in_its_words(examples, scene):
    assert "ValidationError: notify_url: " in shop(examples / "shop", scene.gateway, "buy", "1", "1", "http://shop.example.com/ ", status=1)
    assert "ApiError: " in shop(examples / "shop", scene.gateway, "status", "nothing", status=1)


def test_two_orders_are_made_at_once_over_asio_across_the_library_s_border(examples, scene):
    lines = shop(examples / "async_shop", scene.gateway, "both", "10", scene.merchant.notify_url).splitlines()
    assert {line.split()[0] for line in lines} == {"both-a", "both-b"}
    assert len({line.split()[2] for line in lines}) == 2, "two orders at one address have two amounts"


def test_pkg_config_alone_builds_the_example_and_no_third_party_header_is_needed(installed, tmp_path):
    environment = {**os.environ, "PKG_CONFIG_LIBDIR": str(next(installed.rglob("bepusdt.pc")).parent)}
    library = next(installed.rglob("libbepusdt.so"))
    flags = run("pkg-config", "--cflags", "bepusdt", env=environment).split()
    libraries = run("pkg-config", "--libs", "bepusdt", env=environment).split()
    assert "-lbepusdt" in libraries
    program = tmp_path / "shop"
    run("g++", "-std=c++20", "-Wall", "-Wextra", "-Werror", *flags, EXAMPLES / "shop.cpp", "-o", program, *libraries, f"-Wl,-rpath,{library.parent}")
    said = run(program, "status", "x", status=1, env={**os.environ, "BEPUSDT_API_URL": "ftp://x", "BEPUSDT_AUTH_TOKEN": "t"})
    assert said.startswith("ValidationError: api_url: ")


def test_the_shared_library_shows_its_own_interface_and_hides_what_it_is_made_of(installed):
    symbols = run("nm", "-DC", "--defined-only", next(installed.rglob("libbepusdt.so"))).splitlines()
    assert any("bepusdt::sdk::Client::create_order" in line for line in symbols)
    assert not [line for line in symbols if "bepusdt::wire" in line or " bepusdt::md5" in line]


def test_the_debian_package_holds_library_headers_and_package_files_and_names_what_it_depends_on(tmp_path):
    run("cpack", "--config", BUILD / "CPackConfig.cmake", "-G", "DEB", "-B", tmp_path, cwd=tmp_path)
    package = next(tmp_path.glob("*.deb"))
    files = run("dpkg-deb", "--contents", package)
    for name in ("include/bepusdt/client.hpp", "libbepusdt.so.0", "cmake/bepusdt/bepusdt-config.cmake", "pkgconfig/bepusdt.pc"):
        assert name in files, name
    assert "libcurl4" in run("dpkg-deb", "--field", package, "Depends")
