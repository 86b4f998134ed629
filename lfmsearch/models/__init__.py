"""Models: what is known of them, their files, and the vectors they give. The only importer of llama.cpp."""
