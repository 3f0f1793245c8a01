// libedit's el_set, el_get and history take a variable number of arguments, which Swift cannot call.
// Each function here is one such call with its types fixed, or a key's function, which libedit calls.
#ifndef CLOUDCOMPUTE_CEDITLINE_SHIM_H
#define CLOUDCOMPUTE_CEDITLINE_SHIM_H

#include <histedit.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

// The most characters that one paste may hold; the rest of a larger one is dropped.
#define CC_MAXIMUM_PASTE (8 * 1024 * 1024)

struct cc_editor {
    EditLine *editline;
    History *history;
    char *prompt;
    int cancelled;
};

static inline struct cc_editor *cc_editor_of(EditLine *editline) {
    void *data = NULL;
    el_get(editline, EL_CLIENTDATA, &data);
    return (struct cc_editor *)data;
}

static inline char *cc_prompt(EditLine *editline) { return cc_editor_of(editline)->prompt; }

// Ctrl-C: ends the read and says that it was not the end of input.
static inline unsigned char cc_cancel(EditLine *editline, int key) {
    (void)key;
    cc_editor_of(editline)->cancelled = 1;
    return CC_EOF;
}

// Alt-Enter: a line break inside the message.
static inline unsigned char cc_newline(EditLine *editline, int key) {
    (void)key;
    return el_insertstr(editline, "\n") == -1 ? CC_ERROR : CC_REFRESH;
}

// Bracketed paste: everything up to ESC [ 2 0 1 ~ is text, whatever keys it looks like.
static inline unsigned char cc_paste(EditLine *editline, int key) {
    static const wchar_t end[] = L"\033[201~";
    const size_t endLength = 6;
    size_t length = 0, capacity = 4096;
    wchar_t *text = malloc(capacity * sizeof *text);
    wchar_t character;
    (void)key;
    if (text == NULL) return CC_ERROR;
    while (el_wgetc(editline, &character) == 1) {
        if (length + 1 >= capacity && capacity < CC_MAXIMUM_PASTE) {
            wchar_t *larger = realloc(text, capacity * 2 * sizeof *text);
            if (larger == NULL) break;
            text = larger;
            capacity *= 2;
        }
        if (length + 1 >= capacity) {
            // Full: keep the last few places turning over, so that the end is still seen.
            memmove(text + length - endLength, text + length - endLength + 1, (endLength - 1) * sizeof *text);
            length--;
        }
        text[length++] = character;
        if (length >= endLength && wmemcmp(text + length - endLength, end, endLength) == 0) {
            length -= endLength;
            break;
        }
    }
    size_t kept = 0;
    for (size_t i = 0; i < length; i++) {
        wchar_t c = text[i];
        // libedit has the terminal swap CR and LF, so a pasted CR LF may come as LF CR; either is one line end.
        if (c == L'\r' || c == L'\n') {
            if (i + 1 < length && text[i + 1] != c && (text[i + 1] == L'\r' || text[i + 1] == L'\n')) i++;
            c = L'\n';
        }
        if (c == L'\t') c = L' ';
        if ((c < 0x20 && c != L'\n') || c == 0x7f || (c >= 0x80 && c < 0xa0)) continue;
        text[kept++] = c;
    }
    text[kept] = 0;
    int result = kept == 0 ? 0 : el_winsertstr(editline, text);
    free(text);
    return result == -1 ? CC_ERROR : CC_REFRESH;
}

static inline void cc_bind(EditLine *editline, const char *key, const char *command) {
    el_set(editline, EL_BIND, key, command, NULL);
}

// Without a UTF-8 locale libedit drops every character that is not ASCII.
static inline void cc_use_utf8(void) {
    setlocale(LC_CTYPE, "");
    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0 && setlocale(LC_CTYPE, "C.UTF-8") == NULL)
        setlocale(LC_CTYPE, "en_US.UTF-8");
}

// The line is shown on standard output, or on standard error where the output goes to a file.
static inline struct cc_editor *cc_editor_make(const char *program) {
    struct cc_editor *editor = calloc(1, sizeof *editor);
    HistEvent event;
    if (editor == NULL) return NULL;
    cc_use_utf8();
    editor->editline = el_init(program, stdin, isatty(STDOUT_FILENO) ? stdout : stderr, stderr);
    editor->history = history_init();
    if (editor->editline == NULL || editor->history == NULL) {
        free(editor);
        return NULL;
    }
    EditLine *e = editor->editline;
    history(editor->history, &event, H_SETSIZE, 1000);
    history(editor->history, &event, H_SETUNIQUE, 1);
    el_set(e, EL_CLIENTDATA, editor);
    el_set(e, EL_PROMPT_ESC, cc_prompt, '\001');
    el_set(e, EL_SIGNAL, 0);
    el_set(e, EL_HIST, history, editor->history);
    el_set(e, EL_EDITOR, "emacs");
    // Ctrl-C is a key while a line is edited; the terminal makes it a signal again as soon as the line is done.
    el_set(e, EL_SETTY, "-d", "-isig", NULL);
    // Between two lines nothing is echoed and nothing is edited: what is typed early waits as it is, Ctrl-D too.
    el_set(e, EL_SETTY, "-x", "-icanon", NULL);
    el_set(e, EL_SETTY, "-x", "-echo", NULL);
    el_set(e, EL_ADDFN, "x-cancel", "Give up the line", cc_cancel);
    el_set(e, EL_ADDFN, "x-newline", "Break the line", cc_newline);
    el_set(e, EL_ADDFN, "x-paste", "Insert pasted text", cc_paste);
    el_source(e, NULL);
    cc_bind(e, "^C", "x-cancel");
    cc_bind(e, "^R", "em-inc-search-prev");
    cc_bind(e, "^W", "ed-delete-prev-word");
    cc_bind(e, "\\e[1;5D", "ed-prev-word");
    cc_bind(e, "\\e[1;5C", "em-next-word");
    cc_bind(e, "\\e[3~", "ed-delete-next-char");
    cc_bind(e, "\\e^M", "x-newline");
    cc_bind(e, "\\e[200~", "x-paste");
    return editor;
}

static inline void cc_editor_set_prompt(struct cc_editor *editor, const char *prompt) {
    free(editor->prompt);
    editor->prompt = strdup(prompt);
}

// Returns the line with its line end, owned by libedit until the next call, or NULL with the flag set if cancelled.
static inline const char *cc_editor_read(struct cc_editor *editor, int *count) {
    editor->cancelled = 0;
    el_resize(editor->editline);
    // libedit shows the prompt first and only then takes the terminal; what is typed in between must be keys already.
    el_set(editor->editline, EL_PREP_TERM, 1);
    return el_gets(editor->editline, count);
}

static inline void cc_history_add(struct cc_editor *editor, const char *line) {
    HistEvent event;
    history(editor->history, &event, H_ENTER, line);
}

static inline int cc_history_load(struct cc_editor *editor, const char *path) {
    HistEvent event;
    return history(editor->history, &event, H_LOAD, path);
}

static inline int cc_history_save(struct cc_editor *editor, const char *path) {
    HistEvent event;
    return history(editor->history, &event, H_SAVE, path);
}

static inline void cc_editor_free(struct cc_editor *editor) {
    el_end(editor->editline);
    history_end(editor->history);
    free(editor->prompt);
    free(editor);
}

#endif
