// libedit's el_set, el_get and history take a variable number of arguments, which Swift cannot call; and what a key
// does is a C function that libedit calls. Both are here, a header for each side of it.
#ifndef CLOUDCOMPUTE_CEDITLINE_SHIM_H
#define CLOUDCOMPUTE_CEDITLINE_SHIM_H

#include "bindings.h"
#include "editor.h"
#include "history.h"
#include "keys.h"
#include "layout.h"
#include "lifetime.h"
#include "paste.h"
#include "program.h"
#include "reading.h"
#include "sequences.h"
#include "suspend.h"
#include "text.h"

#endif
