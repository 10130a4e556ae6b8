# What `cmake --install` lays down: one shared library, headers, a CMake package and a pkg-config file; and its Debian package.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# Everything of bepusdt_sdk, exported or not; of what it stands on only what it needs, and none of that visible.
file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/shared_anchor.cpp "")
add_library(bepusdt_sdk_shared SHARED ${CMAKE_CURRENT_BINARY_DIR}/shared_anchor.cpp)
add_dependencies(bepusdt_sdk_shared bepusdt_sdk)
set_target_properties(bepusdt_sdk_shared PROPERTIES OUTPUT_NAME bepusdt EXPORT_NAME sdk VERSION ${BEPUSDT_SDK_VERSION} SOVERSION 0
                                                    LIBRARY_OUTPUT_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR})
target_compile_features(bepusdt_sdk_shared INTERFACE cxx_std_20)
target_include_directories(bepusdt_sdk_shared INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
target_link_options(bepusdt_sdk_shared PRIVATE LINKER:--as-needed LINKER:--exclude-libs,libbepusdt_wire.a:libbepusdt_base.a LINKER:--no-undefined)
target_link_libraries(bepusdt_sdk_shared PRIVATE -Wl,--whole-archive $<TARGET_FILE:bepusdt_sdk> -Wl,--no-whole-archive bepusdt_wire
                                                 CURL::libcurl simdjson::simdjson ZLIB::ZLIB ${QRCODEGEN_LIBRARY} Threads::Threads)

install(TARGETS bepusdt_sdk_shared EXPORT bepusdt COMPONENT sdk LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY include/bepusdt COMPONENT sdk DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT bepusdt COMPONENT sdk NAMESPACE bepusdt:: FILE bepusdt-targets.cmake DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/bepusdt)
configure_package_config_file(cmake/bepusdt-config.cmake.in ${CMAKE_CURRENT_BINARY_DIR}/bepusdt-config.cmake
                              INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/bepusdt)
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/bepusdt-config-version.cmake VERSION ${BEPUSDT_SDK_VERSION}
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/bepusdt-config.cmake ${CMAKE_CURRENT_BINARY_DIR}/bepusdt-config-version.cmake COMPONENT sdk
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/bepusdt)
# Relative, so that the installed tree may be moved.
file(RELATIVE_PATH BEPUSDT_SDK_PC_TO_PREFIX /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(cmake/bepusdt.pc.in ${CMAKE_CURRENT_BINARY_DIR}/bepusdt.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/bepusdt.pc COMPONENT sdk DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME libbepusdt-dev)
set(CPACK_PACKAGE_VERSION ${BEPUSDT_SDK_VERSION})
set(CPACK_PACKAGE_CONTACT "the bepusdt authors <bepusdt@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Client library of the bepusdt payment gateway")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_COMPONENTS_ALL sdk)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_SDK_PACKAGE_NAME libbepusdt-dev)
set(CPACK_DEBIAN_SDK_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_SDK_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_SDK_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_SDK_PACKAGE_RECOMMENDS libboost1.81-dev)
set(CPACK_STRIP_FILES ON)
include(CPack)
