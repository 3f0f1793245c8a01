#include "bindings.h"

#include "keys.h"
#include "paste.h"
#include "sequences.h"
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
    {"^R", "x-search-older", 0, 0}, {"^S", "x-search-newer", 0, 0}, {"^L", "ed-clear-screen", 0, 0},
    {"^X^E", "x-edit", 0, 0}, {"^X^E", "x-edit", 1, 0}, {"v", "x-edit", 1, 0},
    {"^W", "x-delete-to-space", 0, 0},
};

#define CC_BINDINGS (sizeof cc_bindings / sizeof cc_bindings[0])

static const struct {
    enum cc_code code;
    const char *function;
} cc_code_functions[] = {
    {CC_PASTE, "x-paste"}, {CC_BREAK, "x-newline"}, {CC_UP, "x-up"}, {CC_DOWN, "x-down"}, {CC_LEFT, "x-character-left"},
    {CC_RIGHT, "x-character-right"}, {CC_HOME, "ed-move-to-beg"}, {CC_END, "ed-move-to-end"},
    {CC_DELETE, "x-delete-after"}, {CC_WORD_LEFT, "x-word-left"}, {CC_WORD_RIGHT, "x-word-right"},
    {CC_DELETE_WORD_LEFT, "x-delete-word-left"}, {CC_DELETE_WORD_RIGHT, "x-delete-word-right"},
    {CC_SEND, "ed-newline"}, {CC_SET_MARK, "em-set-mark"}, {CC_BACK_TO_SPACE, "x-back-to-space"},
    {CC_KILL_TO_MARK, "em-kill-region"}, {CC_ROW_UP, "ed-prev-line"}, {CC_ROW_DOWN, "ed-next-line"},
    {CC_PLAIN_LEFT, "ed-prev-char"}, {CC_PLAIN_RIGHT, "ed-next-char"},
    {CC_PLAIN_DELETE_BEFORE, "ed-delete-prev-char"}, {CC_PLAIN_DELETE_AFTER, "ed-delete-next-char"},
};

// Functions of libedit that keep the line in a copy of 1,024 characters, forget what is edited of an older line, or draw
// where the screen is not theirs; and what stands for each, whatever key it is bound to.
static const struct {
    const char *function;
    const char *substitute;
} cc_substitutes[] = {
    {"ed-prev-history", "x-up"}, {"ed-next-history", "x-down"},
    {"ed-search-prev-history", "x-older-with-prefix"}, {"ed-search-next-history", "x-newer-with-prefix"},
    {"em-inc-search-prev", "x-search-older"}, {"em-inc-search-next", "x-search-newer"},
    {"vi-search-prev", "x-find-older"}, {"vi-search-next", "x-find-newer"},
    {"vi-repeat-search-next", "x-find-again"}, {"vi-repeat-search-prev", "x-find-back"},
    {"vi-to-history-line", "x-oldest-line"}, {"vi-histedit", "x-edit"},
    {"ed-clear-screen", "x-clear-screen"}, {"ed-redisplay", "x-redraw"},
};

// The same while one types. In vi's command mode they stay libedit's own, which other commands wait for.
static const struct {
    const char *function;
    const char *substitute;
} cc_typing_substitutes[] = {
    {"ed-prev-char", "x-character-left"}, {"ed-next-char", "x-character-right"},
    {"ed-delete-prev-char", "x-delete-before"}, {"em-delete-prev-char", "x-delete-before"},
    {"vi-delete-prev-char", "x-delete-before"}, {"ed-delete-next-char", "x-delete-after"},
    {"em-delete-next-char", "x-delete-after"},
};

// What every key of ours is bound to at some time.
struct cc_bound {
    char *sequences[CC_MOST_SEQUENCES];
    char *keys[CC_BINDINGS];
};

// Binds a key to a function; without the function it prints what the key is bound to, without the key everything.
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
    el_set(editor->editline, EL_SETFP, 1, editor->drawing);
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

#define CC_ACTION(name, action)                               \
    static unsigned char name(EditLine *editline, int key) { \
        (void)key;                                           \
        return cc_act(cc_editor_of(editline), action);       \
    }

CC_ACTION(cc_complete, CC_COMPLETE)
CC_ACTION(cc_edit, CC_EDIT)
CC_ACTION(cc_suspend, CC_SUSPEND)
CC_ACTION(cc_clear_screen, CC_CLEAR_SCREEN)
CC_ACTION(cc_redraw, CC_REDRAW)
CC_ACTION(cc_oldest_line, CC_OLDEST_LINE)
CC_ACTION(cc_older_with_prefix, CC_OLDER_WITH_PREFIX)
CC_ACTION(cc_newer_with_prefix, CC_NEWER_WITH_PREFIX)
CC_ACTION(cc_character_left, CC_CHARACTER_LEFT)
CC_ACTION(cc_character_right, CC_CHARACTER_RIGHT)
CC_ACTION(cc_delete_before, CC_DELETE_BEFORE)
CC_ACTION(cc_delete_after, CC_DELETE_AFTER)
CC_ACTION(cc_search_older, CC_SEARCH_OLDER)
CC_ACTION(cc_search_newer, CC_SEARCH_NEWER)
CC_ACTION(cc_find_older, CC_FIND_OLDER)
CC_ACTION(cc_find_newer, CC_FIND_NEWER)
CC_ACTION(cc_find_again, CC_FIND_AGAIN)
CC_ACTION(cc_find_back, CC_FIND_BACK)

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
    el_set(e, EL_ADDFN, "x-clear-screen", "Clear the screen", cc_clear_screen);
    el_set(e, EL_ADDFN, "x-redraw", "Draw the line anew", cc_redraw);
    el_set(e, EL_ADDFN, "x-up", "Go a row up, or to an older line", cc_up);
    el_set(e, EL_ADDFN, "x-down", "Go a row down, or to a newer line", cc_down);
    el_set(e, EL_ADDFN, "x-oldest-line", "Go to the oldest line", cc_oldest_line);
    el_set(e, EL_ADDFN, "x-older-with-prefix", "Go to an older line that begins alike", cc_older_with_prefix);
    el_set(e, EL_ADDFN, "x-newer-with-prefix", "Go to a newer line that begins alike", cc_newer_with_prefix);
    el_set(e, EL_ADDFN, "x-search-older", "Search older lines as you type", cc_search_older);
    el_set(e, EL_ADDFN, "x-search-newer", "Search newer lines as you type", cc_search_newer);
    el_set(e, EL_ADDFN, "x-find-older", "Find an older line", cc_find_older);
    el_set(e, EL_ADDFN, "x-find-newer", "Find a newer line", cc_find_newer);
    el_set(e, EL_ADDFN, "x-find-again", "Find the next such line", cc_find_again);
    el_set(e, EL_ADDFN, "x-find-back", "Find the former such line", cc_find_back);
    el_set(e, EL_ADDFN, "x-character-left", "Go to the character before", cc_character_left);
    el_set(e, EL_ADDFN, "x-character-right", "Go to the character after", cc_character_right);
    el_set(e, EL_ADDFN, "x-delete-before", "Delete the character before", cc_delete_before);
    el_set(e, EL_ADDFN, "x-delete-after", "Delete the character after", cc_delete_after);
    el_set(e, EL_ADDFN, "x-word-left", "Go to the start of the word", cc_word_left);
    el_set(e, EL_ADDFN, "x-word-right", "Go to the end of the word", cc_word_right);
    el_set(e, EL_ADDFN, "x-delete-word-left", "Delete to the start of the word", cc_delete_word_left);
    el_set(e, EL_ADDFN, "x-delete-word-right", "Delete to the end of the word", cc_delete_word_right);
    el_set(e, EL_ADDFN, "x-delete-to-space", "Delete to white space", cc_delete_to_space);
    el_set(e, EL_ADDFN, "x-back-to-space", "Go to the start of the word", cc_back_to_space);
}

// Whether libedit's words on a binding end in a function.
static int cc_ends_in(const char *words, const char *function) {
    size_t length = strcspn(words, "\n"), own = strlen(function);
    return length > own && (words[length - own - 1] == ' ' || words[length - own - 1] == '\t')
        && strncmp(words + length - own, function, own) == 0;
}

// What stands for the function that libedit's words on a binding end in, or NULL.
static const char *cc_substitute_in(const char *words, int is_typing) {
    for (size_t i = 0; i < sizeof cc_substitutes / sizeof cc_substitutes[0]; i++)
        if (cc_ends_in(words, cc_substitutes[i].function)) return cc_substitutes[i].substitute;
    for (size_t i = 0; is_typing && i < sizeof cc_typing_substitutes / sizeof cc_typing_substitutes[0]; i++)
        if (cc_ends_in(words, cc_typing_substitutes[i].function)) return cc_typing_substitutes[i].substitute;
    return NULL;
}

// Substitutes what single keys do, in one of the two maps.
static void cc_substitute_keys(struct cc_editor *editor, int is_command) {
    for (unsigned key = 1; key < 256; key++) {
        char name[8];
        // Ours, some of which lead to just these functions.
        if (key >= CC_PASTE && key <= CC_INTERRUPTED) continue;
        snprintf(name, sizeof name, "\\%o", key);
        char *words = cc_binding_of(editor, name, is_command);
        const char *substitute = words == NULL ? NULL : cc_substitute_in(words, !is_command);
        free(words);
        if (substitute != NULL) cc_bind(editor->editline, is_command, name, substitute);
    }
}

// Whether a sequence's first key begins sequences in the map for typing. The two maps share the sequences; bound in the
// other map's stead, one would make vi's Esc, or a plain letter, wait for a further key.
static int cc_begins_sequence(struct cc_editor *editor, const char *sequence) {
    char first[8] = "";
    size_t length = sequence[0] == '^' ? 2 : sequence[0] == '\\' ? 4 : 1;
    strncat(first, sequence, length);
    char *words = cc_binding_of(editor, first, 0);
    int begins = words != NULL && strstr(words, "ed-sequence-lead-in") != NULL;
    free(words);
    return begins;
}

// Substitutes what sequences of keys do. libedit lists them as "^[p" -> ed-search-prev-history, in the form in which it
// also takes them.
static void cc_substitute_sequences(struct cc_editor *editor) {
    char *list = cc_binding_of(editor, NULL, 0);
    if (list == NULL) return;
    char *line = strstr(list, "Multi-character bindings\n");
    while (line != NULL && (line = strchr(line, '\n')) != NULL && *++line == '"') {
        const char *substitute = cc_substitute_in(line, 0);
        char *end = strstr(line, "\" ");
        if (substitute == NULL || end == NULL || end > line + strcspn(line, "\n")) continue;
        *end = 0;
        cc_bind(editor->editline, !cc_begins_sequence(editor, line + 1), line + 1, substitute);
        line = end + 1;
    }
    free(list);
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
    cc_substitute_keys(editor, 0);
    if (editor->is_vi) cc_substitute_keys(editor, 1);
    cc_substitute_sequences(editor);
    // Where the start of a paste comes too slowly to be known as one.
    if (!editor->is_vi) cc_bind(e, 0, "\\e[200~", "x-paste");
    cc_forget_bindings(&before[0]);
    cc_forget_bindings(&before[1]);
    cc_forget_bindings(&after);
}
