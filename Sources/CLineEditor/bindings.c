#include "bindings.h"

#include "keys.h"
#include "paste.h"
#include "sequences.h"
#include "suspend.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct cc_binding {
    const char *key;
    const char *function;
    // Whether it is for vi's command mode, not for typing.
    int is_command;
    // Whether it stands whatever the user's own file says.
    int is_fixed;
};

// libedit has the terminal swap CR and LF: Enter is ^J here and Ctrl-J is ^M, even where they were typed early.
static const struct cc_binding cc_bindings[] = {
    {"^C", "x-cancel", 0, 1}, {"^C", "x-cancel", 1, 1},
    {"^D", "x-leave", 0, 1}, {"^D", "x-leave", 1, 1},
    {"^J", "x-enter", 0, 1}, {"^J", "x-enter-command", 1, 1},
    {"^M", "x-newline", 0, 1}, {"^M", "x-newline", 1, 1},
    {"^I", "x-complete", 0, 1},
    {"^Z", "x-suspend", 0, 0}, {"^Z", "x-suspend", 1, 0},
    {"^L", "ed-clear-screen", 0, 0}, {"^L", "ed-clear-screen", 1, 0},
    {"^R", "em-inc-search-prev", 0, 0},
    {"^X^E", "x-edit", 0, 0}, {"^X^E", "x-edit", 1, 0}, {"v", "x-edit", 1, 0},
    {"^W", "x-delete-to-space", 0, 0},
};

#define CC_BINDINGS (sizeof cc_bindings / sizeof cc_bindings[0])

static const struct {
    enum cc_code code;
    const char *function;
} cc_code_functions[] = {
    {CC_PASTE, "x-paste"}, {CC_BREAK, "x-newline"}, {CC_UP, "x-up"}, {CC_DOWN, "x-down"}, {CC_LEFT, "ed-prev-char"},
    {CC_RIGHT, "ed-next-char"}, {CC_HOME, "ed-move-to-beg"}, {CC_END, "ed-move-to-end"},
    {CC_DELETE, "ed-delete-next-char"}, {CC_WORD_LEFT, "x-word-left"}, {CC_WORD_RIGHT, "x-word-right"},
    {CC_DELETE_WORD_LEFT, "x-delete-word-left"}, {CC_DELETE_WORD_RIGHT, "x-delete-word-right"},
    {CC_SEND, "ed-newline"}, {CC_SET_MARK, "em-set-mark"}, {CC_BACK_TO_SPACE, "x-back-to-space"},
    {CC_KILL_TO_MARK, "em-kill-region"}, {CC_ROW_UP, "ed-prev-line"}, {CC_ROW_DOWN, "ed-next-line"},
    {CC_OLDER, "ed-prev-history"}, {CC_NEWER, "ed-next-history"},
};

// What every key of ours is bound to at some time.
struct cc_bound {
    char *sequences[CC_MOST_SEQUENCES];
    char *keys[CC_BINDINGS];
};

static void cc_bind(EditLine *e, int is_command, const char *key, const char *function) {
    if (is_command) el_set(e, EL_BIND, "-a", key, function, NULL);
    else el_set(e, EL_BIND, key, function, NULL);
}

// What libedit says of a key, for the caller to free. It can only be had in print.
static char *cc_binding_of(struct cc_editor *editor, const char *key, int is_command) {
    char *text = NULL;
    size_t length = 0;
    FILE *sink = open_memstream(&text, &length);
    if (sink == NULL) return NULL;
    el_set(editor->editline, EL_SETFP, 1, sink);
    el_set(editor->editline, EL_SETFP, 2, sink);
    cc_bind(editor->editline, is_command, key, NULL);
    el_set(editor->editline, EL_SETFP, 1, editor->screen);
    el_set(editor->editline, EL_SETFP, 2, stderr);
    fclose(sink);
    return text;
}

int cc_is_bound(struct cc_editor *editor, const char *sequence) {
    char *text = cc_binding_of(editor, sequence, 0);
    int bound = text != NULL && strstr(text, "->") != NULL;
    free(text);
    return bound;
}

static void cc_note_bindings(struct cc_editor *editor, struct cc_bound *bound) {
    for (size_t i = 0; i < cc_sequence_count; i++) bound->sequences[i] = cc_binding_of(editor, cc_sequences[i].bytes, 0);
    for (size_t i = 0; i < CC_BINDINGS; i++)
        bound->keys[i] = cc_binding_of(editor, cc_bindings[i].key, cc_bindings[i].is_command);
}

static void cc_forget_bindings(struct cc_bound *bound) {
    for (size_t i = 0; i < cc_sequence_count; i++) free(bound->sequences[i]);
    for (size_t i = 0; i < CC_BINDINGS; i++) free(bound->keys[i]);
}

static int cc_differ(const char *one, const char *other) {
    return one != NULL && other != NULL && strcmp(one, other) != 0;
}

static void cc_add_functions(EditLine *e) {
    el_set(e, EL_ADDFN, "x-cancel", "Give up the line", cc_cancel);
    el_set(e, EL_ADDFN, "x-leave", "Leave, or delete the next character", cc_leave);
    el_set(e, EL_ADDFN, "x-enter", "Send the line, or break it", cc_enter);
    el_set(e, EL_ADDFN, "x-enter-command", "Send the line, or break it and type on", cc_enter_command);
    el_set(e, EL_ADDFN, "x-newline", "Break the line", cc_newline);
    el_set(e, EL_ADDFN, "x-paste", "Insert pasted text", cc_paste);
    el_set(e, EL_ADDFN, "x-complete", "Complete the word", cc_complete);
    el_set(e, EL_ADDFN, "x-edit", "Edit the line in another program", cc_edit);
    el_set(e, EL_ADDFN, "x-suspend", "Suspend the program", cc_suspend);
    el_set(e, EL_ADDFN, "x-up", "Go a row up, or to the previous line", cc_up);
    el_set(e, EL_ADDFN, "x-down", "Go a row down, or to the next line", cc_down);
    el_set(e, EL_ADDFN, "x-word-left", "Go to the start of the word", cc_word_left);
    el_set(e, EL_ADDFN, "x-word-right", "Go to the end of the word", cc_word_right);
    el_set(e, EL_ADDFN, "x-delete-word-left", "Delete to the start of the word", cc_delete_word_left);
    el_set(e, EL_ADDFN, "x-delete-word-right", "Delete to the end of the word", cc_delete_word_right);
    el_set(e, EL_ADDFN, "x-delete-to-space", "Delete to white space", cc_delete_to_space);
    el_set(e, EL_ADDFN, "x-back-to-space", "Go to the start of the word", cc_back_to_space);
}

void cc_bind_all(struct cc_editor *editor, const char *file) {
    EditLine *e = editor->editline;
    struct cc_bound before[2], after;
    const char *mode = NULL;
    cc_add_functions(e);
    el_set(e, EL_EDITOR, "vi");
    cc_note_bindings(editor, &before[1]);
    el_set(e, EL_EDITOR, "emacs");
    cc_note_bindings(editor, &before[0]);
    el_source(e, file);
    el_get(e, EL_EDITOR, &mode);
    editor->is_vi = mode != NULL && strcmp(mode, "vi") == 0;
    cc_note_bindings(editor, &after);
    const struct cc_bound *usual = &before[editor->is_vi];
    for (size_t i = 0; i < cc_sequence_count; i++) {
        int is_fixed = cc_sequences[i].code == CC_PASTE || cc_sequences[i].code == CC_BREAK;
        if (!is_fixed && cc_differ(after.sequences[i], usual->sequences[i])) editor->users_sequences |= 1ull << i;
    }
    for (size_t i = 0; i < sizeof cc_code_functions / sizeof cc_code_functions[0]; i++) {
        char code[8];
        snprintf(code, sizeof code, "\\%o", (unsigned)cc_code_functions[i].code);
        cc_bind(e, 0, code, cc_code_functions[i].function);
        if (editor->is_vi) cc_bind(e, 1, code, cc_code_functions[i].function);
    }
    for (size_t i = 0; i < CC_BINDINGS; i++) {
        const struct cc_binding *binding = &cc_bindings[i];
        if (binding->is_command && !editor->is_vi) continue;
        if (!binding->is_fixed && cc_differ(after.keys[i], usual->keys[i])) continue;
        cc_bind(e, binding->is_command, binding->key, binding->function);
    }
    // Where the start of a paste comes too slowly to be known as one.
    if (!editor->is_vi) cc_bind(e, 0, "\\e[200~", "x-paste");
    cc_forget_bindings(&before[0]);
    cc_forget_bindings(&before[1]);
    cc_forget_bindings(&after);
}
