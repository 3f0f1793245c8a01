// Our part of libedit's work: what a key does, which key does it, and how bytes become keys.
#ifndef CLOUDCOMPUTE_CLINEEDITOR_H
#define CLOUDCOMPUTE_CLINEEDITOR_H

#include "editor.h"
#include "history.h"
#include "job.h"
#include "lifetime.h"
#include "program.h"
#include "text.h"

#endif
