# The generated code of src/chains/tron/tron.proto, included as <chains/tron/tron.pb.h>. Not ours to warn about.
find_package(Protobuf REQUIRED)
pkg_check_modules(GRPC REQUIRED IMPORTED_TARGET grpc++)
find_program(GRPC_CPP_PLUGIN grpc_cpp_plugin REQUIRED)

function(bepusdt_proto target proto)
  set(root ${CMAKE_BINARY_DIR}/proto)
  string(REGEX REPLACE "\\.proto$" "" stem ${proto})
  set(outputs ${root}/${stem}.pb.cc ${root}/${stem}.grpc.pb.cc)
  set(headers ${root}/${stem}.pb.h ${root}/${stem}.grpc.pb.h)
  file(MAKE_DIRECTORY ${root})
  add_custom_command(
    OUTPUT ${outputs} ${headers}
    COMMAND protobuf::protoc --proto_path=${CMAKE_SOURCE_DIR}/src --cpp_out=${root} --grpc_out=${root}
            --plugin=protoc-gen-grpc=${GRPC_CPP_PLUGIN} ${CMAKE_SOURCE_DIR}/src/${proto}
    DEPENDS ${CMAKE_SOURCE_DIR}/src/${proto}
    COMMENT "Generating ${stem}.pb.cc"
    VERBATIM)
  add_library(${target} STATIC ${outputs} ${headers})
  target_compile_options(${target} PRIVATE -w)
  target_include_directories(${target} SYSTEM PUBLIC ${root})
  target_link_libraries(${target} PUBLIC PkgConfig::GRPC protobuf::libprotobuf)
endfunction()
