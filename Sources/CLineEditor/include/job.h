// The editor as a job of a shell: stopped, continued, in the background.
#ifndef CLOUDCOMPUTE_CLINEEDITOR_JOB_H
#define CLOUDCOMPUTE_CLINEEDITOR_JOB_H

#include "editor.h"

#include <signal.h>

// Lets the terminal stop this process when it is in the background, and gives the thread's former mask for
// `cc_end_job_control`. A thread that blocks these signals may change the settings of a terminal that another job uses,
// and its reads fail; threads of Dispatch block all.
sigset_t cc_begin_job_control(void);

void cc_end_job_control(sigset_t former);

// Whether another job has the terminal.
int cc_is_in_background(void);

// Whether the terminal is set as it is while a line is edited.
int cc_has_terminal(struct cc_editor *editor);

// Sets the terminal as it is while a line is edited. In the background the process stops here until it is in front,
// unless it is about to end.
void cc_take_terminal(struct cc_editor *editor);

// Gives the terminal back, stops the whole job as the terminal would, and returns when it is continued; 0 where it cannot
// be stopped.
int cc_stop_job(struct cc_editor *editor);

// Whether Ctrl-Z may stop the job; a shell without job control starts it with the signal ignored.
int cc_may_stop(void);

#endif
