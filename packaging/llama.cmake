# Read by CMake at the start of llama.cpp's own project (CMAKE_PROJECT_<name>_INCLUDE).
# llama-cpp-python forces the chat library `common` on and never loads it; it is two fifths of the compile.
# A plain variable of this scope outranks the forced cache entry.
set(LLAMA_BUILD_COMMON OFF)
