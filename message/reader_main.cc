// hallpass-reader: the confined reader. Started by hallpassd and hallpass, never by a person.
#include "message/worker.h"

int main(int argc, char** argv) { return hallpass::serve_as_worker(argc, argv); }
