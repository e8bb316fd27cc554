# One library a folder, one test program a folder; sources are found, not listed, so that a new detector
# or reader touches no build file.

add_library(hallpass_flags INTERFACE)
target_include_directories(hallpass_flags INTERFACE ${CMAKE_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/include)
target_compile_definitions(hallpass_flags INTERFACE HALLPASS_VERSION="${PROJECT_VERSION}")
# -Wno-restrict: gcc 12 warns of "literal" + std::string without cause (GCC bug 105651).
target_compile_options(hallpass_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
  -Woverloaded-virtual -Wno-restrict -fstack-protector-strong $<$<BOOL:${HALLPASS_WERROR}>:-Werror>)
target_link_options(hallpass_flags INTERFACE -Wl,-z,relro,-z,now)
if(CMAKE_BUILD_TYPE STREQUAL "Release" OR CMAKE_BUILD_TYPE STREQUAL "RelWithDebInfo")
  target_compile_definitions(hallpass_flags INTERFACE _FORTIFY_SOURCE=2)
endif()
if(HALLPASS_SANITIZE)
  target_compile_options(hallpass_flags INTERFACE -fsanitize=${HALLPASS_SANITIZE} -fno-omit-frame-pointer
    -fno-sanitize-recover=all)
  target_link_options(hallpass_flags INTERFACE -fsanitize=${HALLPASS_SANITIZE})
endif()

# hallpass_library(FOLDER LINKS...): a static library of all .cc below the folder but *_main.cc.
function(hallpass_library folder)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/*.cc)
  list(FILTER sources EXCLUDE REGEX "_main\\.cc$")
  add_library(hallpass_${folder} STATIC ${sources})
  target_link_libraries(hallpass_${folder} PUBLIC hallpass_flags ${ARGN})
endfunction()

# hallpass_program(NAME MAIN LINKS...)
function(hallpass_program name main)
  add_executable(${name} ${main})
  target_link_libraries(${name} PRIVATE ${ARGN})
endfunction()

# hallpass_tests(FOLDER LINKS...): one doctest program of all *_test.cc below tests/FOLDER.
function(hallpass_tests folder)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/${folder}/*_test.cc)
  if(NOT sources)
    return()
  endif()
  add_executable(test_${folder} ${sources})
  target_link_libraries(test_${folder} PRIVATE hallpass_test_support ${ARGN})
  set_target_properties(test_${folder} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  target_compile_definitions(test_${folder} PRIVATE HALLPASS_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
    HALLPASS_BUILD_DIR="${CMAKE_BINARY_DIR}")
  # Tables of cases compile in half the time; what they call is optimised all the same.
  target_compile_options(test_${folder} PRIVATE $<$<CONFIG:Release>:-O1>)
  add_test(NAME ${folder} COMMAND test_${folder})
endfunction()
