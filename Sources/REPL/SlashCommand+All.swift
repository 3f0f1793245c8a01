extension SlashCommand {
    /// All commands, in the order of the help.
    static let all = [
        SlashCommand(
            "help", "[COMMAND]", "shows this list, or explains one command",
            "The keys: Ctrl-C stops a reply or gives up a line, Ctrl-D leaves, Tab completes, Ctrl-R searches earlier "
                + "lines, Alt-Enter or Ctrl-J breaks the line, Ctrl-X Ctrl-E opens the editor."),
        SlashCommand(
            "model", "[MODEL]", "shows the model, or goes on with another one",
            "The conversation so far goes along to the new model. Tab completes the models that the server has."),
        SlashCommand("models", "[FILTER]", "lists the server's models", "FILTER is a part of the id or the name."),
        SlashCommand(
            "system", "[TEXT|off]", "shows the system prompt, sets it or takes it away",
            "It counts from the next message on."),
        SlashCommand(
            "set", "NAME VALUE", "sets a field of the requests, for example temperature 0.2",
            "A VALUE that is JSON is sent as such, any other as a string; off takes the field out again."),
        SlashCommand("params", "", "shows the fields that are set", "They go along with each request."),
        SlashCommand(
            "template", "[PATH|off] [NAME=VALUE …]", "puts each message into a prompt template",
            "What you type takes the place of {{input}}, or follows the template where that has no such place."),
        SlashCommand(
            "attach", "PATH|URL|list|drop [N]", "sends a file or an image along with the next message",
            "Text files go as text, images as they are. Several can be attached; drop takes all of them off again, "
                + "or the one of that number."),
        SlashCommand(
            "image", "PATH", "sends an image along with the next message",
            "PNG, JPEG, GIF or WebP; at most 5 images of 4 MiB each and 8 MiB together in a conversation."),
        SlashCommand(
            "edit", "[TEXT]", "writes the next message in $VISUAL or $EDITOR",
            "What the editor leaves is sent; an empty text is not. Ctrl-X Ctrl-E does the same with a line half typed."
        ),
        SlashCommand(
            "retry", "[MODEL]", "asks the last message again, of another model if you like",
            "The former reply leaves the conversation; the store keeps it. It also sends again what failed."),
        SlashCommand(
            "undo", "", "takes back the last message and its reply", "The store keeps both, out of sight."),
        SlashCommand(
            "fork", "[N]", "goes on in a copy of this conversation",
            "With N only the first N messages and their replies are copied. The former conversation stays as it is."),
        SlashCommand("new", "", "begins a new conversation", "Model, system prompt and parameters stay."),
        SlashCommand(
            "open", "ID|TITLE", "goes on with an earlier conversation",
            "The beginning of a title is enough where it fits one only; Tab completes titles."),
        SlashCommand("list", "[TEXT]", "lists earlier conversations", "TEXT is a part of the title."),
        SlashCommand(
            "search", "WORDS", "finds what was said in earlier conversations",
            "All words must occur; the last may be the beginning of one. \"Quotes\" make a phrase."),
        SlashCommand("title", "[TEXT]", "shows the conversation's title, or sets it", ""),
        SlashCommand(
            "save", "", "stores the conversation from here on", "It is needed only after chat --no-save."),
        SlashCommand(
            "export", "[markdown|json|jsonl] PATH", "writes the conversation to a file",
            "Without a form, the ending of the file tells it; a file that exists is not overwritten."),
        SlashCommand(
            "copy", "[code]", "copies the last reply, or its last code block, to the clipboard",
            "With the desktop's own program, else through the terminal (OSC 52)."),
        SlashCommand("tokens", "", "shows how many tokens were used", "They are as the server counted them."),
        SlashCommand(
            "cost", "", "shows what the conversation cost",
            "As the server tells, else by the prices in the profile."),
        SlashCommand(
            "think", "show|hide|LEVEL", "shows or hides reasoning, or sets how much there is",
            "LEVEL is sent as reasoning_effort: none, minimal, low, medium, high; off takes it out again."),
        SlashCommand("markdown", "on|off", "renders replies, or shows them as they come", ""),
        SlashCommand("quit", "", "leaves, as Ctrl-D does", ""),
    ]
}
