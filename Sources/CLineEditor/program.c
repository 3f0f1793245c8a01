#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

// Has the child get no descriptor but the standard ones; libraries open some that are not close-on-exec.
static void cc_close_others(posix_spawn_file_actions_t *actions) {
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 34)
    posix_spawn_file_actions_addclosefrom_np(actions, STDERR_FILENO + 1);
#else
    for (int descriptor = STDERR_FILENO + 1; descriptor < 1024; descriptor++)
        if (fcntl(descriptor, F_GETFD) != -1) posix_spawn_file_actions_addclose(actions, descriptor);
#endif
}

int cc_run_at_terminal(struct cc_editor *editor, const char *command, const char *argument,
                                     char *const environment[]) {
    char *const words[] = {(char *)"sh", (char *)"-c", (char *)command, (char *)"sh", (char *)argument, NULL};
    struct termios own;
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t all, none;
    pid_t process;
    int status = -1, hasOwn = tcgetattr(STDIN_FILENO, &own) == 0;
    sigfillset(&all);
    sigdelset(&all, SIGKILL);
    sigdelset(&all, SIGSTOP);
    sigemptyset(&none);
    if (posix_spawn_file_actions_init(&actions) != 0) return 0;
    if (posix_spawnattr_init(&attributes) != 0) {
        posix_spawn_file_actions_destroy(&actions);
        return 0;
    }
    if (!isatty(STDOUT_FILENO))
        posix_spawn_file_actions_adddup2(&actions, isatty(STDERR_FILENO) ? STDERR_FILENO : STDIN_FILENO, STDOUT_FILENO);
    cc_close_others(&actions);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    cc_mark_pastes(editor, 0);
    tcsetattr(STDIN_FILENO, TCSADRAIN, &editor->former);
    if (posix_spawn(&process, "/bin/sh", &actions, &attributes, words, environment) == 0)
        while (waitpid(process, &status, 0) < 0)
            if (errno != EINTR) {
                status = -1;
                break;
            }
    if (hasOwn) tcsetattr(STDIN_FILENO, TCSADRAIN, &own);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return status == 0;
}
