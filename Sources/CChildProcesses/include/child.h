// Starting other programs: with the three standard descriptors and no other, with the usual signals.
#ifndef CLOUDCOMPUTE_CHILD_H
#define CLOUDCOMPUTE_CHILD_H

#include <sys/types.h>

struct cc_child_options {
    // What becomes standard input, output and error; -1 leaves this process's own.
    int standard[3];
    // Whether Ctrl-C and Ctrl-\ are not for it.
    int ignores_keyboard;
    // Whether it gets SIGTERM once the thread that starts it is gone, where the system knows of such a thing (Linux).
    int ends_with_thread;
    // Whether it leads a process group of its own, and the terminal that this group gets; -1 for none.
    int leads_group;
    int terminal;
    // Whether it leads a session of its own, without a terminal.
    int leads_session;
    // The folder that it works in; NULL for this process's own.
    const char *folder;
};

// Starts a program; -1 and errno where that fails, also where the file cannot be executed.
pid_t cc_child_start(const char *path, char *const arguments[], char *const environment[],
                     const struct cc_child_options *options);

// Becomes another program; returns only where that fails, with errno.
void cc_child_replace(const char *path, char *const arguments[], char *const environment[]);

#endif
