# bepusdt_embed(ROOM FOLDER): every file of src/ROOM/FOLDER as bytes inside the room's library, by name and with its SHA-256.
# Declared in src/ROOM/embedded.hpp; written anew whenever one of the files changes.
function(bepusdt_embed room folder)
  set(root ${CMAKE_SOURCE_DIR}/src/${room}/${folder})
  file(GLOB files CONFIGURE_DEPENDS ${root}/*)
  set(output ${CMAKE_BINARY_DIR}/embedded_${room}.cpp)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DROOM=${room} "-DFILES=${files}" -DOUTPUT=${output} -P ${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake
    DEPENDS ${files} ${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake
    COMMENT "Embedding src/${room}/${folder}"
    VERBATIM)
  target_sources(bepusdt_${room} PRIVATE ${output})
endfunction()
