import Localization

extension SlashCommand {
    /// All commands, in the order of the help: the one place where a command is told.
    static let all: [SlashCommand] = [
        SlashCommand(
            "help", .chat, "[COMMAND]", localized("show this list, or explain one command"),
            localized(
                "The keys: Ctrl-C stops a reply or cancels the line, Ctrl-D quits, Tab completes, Ctrl-R searches earlier "
                    + "lines, Alt-Enter or Ctrl-J inserts a newline, Ctrl-X Ctrl-E opens the editor."),
            completion: .commands
        ) { try $0.help($1) },
        SlashCommand(
            "model", .model, "[MODEL]", localized("show or switch the model"),
            localized(
                "A part of the id is enough where no other id has it; =ID takes a name as it is. The new model gets the "
                    + "conversation so far. Tab completes the server's models."),
            completion: .models
        ) { try $0.changeModel($1) },
        SlashCommand(
            "models", .model, "[FILTER]", localized("list the server's models"),
            localized("FILTER is a part of the id or the name."),
            completion: .models
        ) { $0.wait(for: .listModels(filter: $1)) },
        SlashCommand(
            "system", .model, "[TEXT|off]", localized("show, set or remove the system prompt"),
            localized("Applies from the next message."), completion: .words(["off"])
        ) { $0.changeSystem($1) },
        SlashCommand(
            "set", .model, "NAME VALUE", localized("set a request field, for example temperature 0.2"),
            localized("A VALUE that is JSON is sent as such, any other as a string; off removes the field."),
            completion: .fields
        ) { try $0.setParameter($1) },
        SlashCommand(
            "params", .model, "", localized("show the fields that are set"),
            localized("They are sent with each request."), completion: .none
        ) { session, _ in session.showParameters() },
        SlashCommand(
            "template", .model, "[NAME|PATH|off] [NAME=VALUE …]", localized("put each message into a prompt template"),
            localized(
                "A saved template is known by its name. What you type takes the place of {{input}}, or follows the template "
                    + "where that has no such place."),
            completion: .templates
        ) { $0.changeTemplate($1) },
        SlashCommand(
            "tools", .model, "[on|off|allow|ask|show|log] …",
            localized("list the tools that the model may call, and what may run"),
            localized(
                "on [NAME,…] offers tools to the model, off does not. allow PATTERN runs tools without a question in this chat, "
                    + "ask PATTERN asks again. show NAME shows a tool in full; log lists the calls, log N shows one whole."
            ),
            completion: .words(["on", "off", "allow", "ask", "show", "log"], suffix: " ")
        ) { try $0.tools($1) },
        SlashCommand(
            "attach", .messages, "PATH|URL|list|drop [N]", localized("attach a file or an image to the next message"),
            localized(
                "Text files go as text, images as they are. Several can be attached; drop removes all of them, or "
                    + "the one of that number."), completion: .paths(besides: ["list", "drop"])
        ) { try $0.attach($1) },
        SlashCommand(
            "image", .messages, "PATH", localized("attach an image to the next message"),
            localized("PNG, JPEG, GIF or WebP; at most 5 images of 4 MiB each and 8 MiB together in a conversation."),
            completion: .paths()
        ) { try $0.attachImage($1) },
        SlashCommand(
            "edit", .messages, "[TEXT]", localized("write the next message in $VISUAL or $EDITOR"),
            localized(
                "The saved text is sent; an empty file sends nothing. Ctrl-X Ctrl-E does the same with a line half typed."
            ),
            completion: .none
        ) { try $0.edit($1) },
        SlashCommand(
            "retry", .messages, "[MODEL]", localized("resend the last message, to another model if you like"),
            localized(
                "The previous reply leaves the conversation but stays in the database. Also resends a message that failed."
            ),
            completion: .models
        ) { try $0.retry($1) },
        SlashCommand(
            "compare", .messages, "MODEL …", localized("send the last message to other models, all at once"),
            localized(
                "Their replies are shown one after the other and kept; the conversation continues with the first reply until "
                    + "/pick chooses another."),
            completion: .models
        ) { try $0.compare($1) },
        SlashCommand(
            "pick", .messages, "[N]", localized("list the replies to the last message, or continue with another one"),
            localized("The store keeps the others."), completion: .none
        ) { try $0.pick($1) },
        SlashCommand(
            "compact", .conversations, "[N|show|undo]", localized("replace old messages by a summary in what is sent"),
            localized(
                "The last 2 messages, or N, stay as they are. show shows the summary, undo takes it back; the messages "
                    + "themselves are kept."),
            completion: .words(["show", "undo"])
        ) { try $0.compact($1) },
        SlashCommand(
            "undo", .messages, "[N]", localized("remove the last message and its reply, or the last N"),
            localized("They stay in the database, out of sight."),
            completion: .none
        ) { try $0.undo($1) },
        SlashCommand(
            "fork", .conversations, "[N]", localized("continue in a copy of this conversation"),
            localized("With N only the first N messages and their replies are copied. The original is unchanged."),
            completion: .none
        ) { try $0.fork($1) },
        SlashCommand(
            "new", .conversations, "", localized("start a new conversation"),
            localized("Model, system prompt and parameters stay."),
            completion: .none
        ) { session, _ in session.beginNew() },
        SlashCommand(
            "open", .conversations, "ID|TITLE", localized("continue an earlier conversation"),
            localized("The beginning of a title is enough where it matches only one; Tab completes titles."),
            completion: .titles
        ) { try $0.open($1) },
        SlashCommand(
            "list", .conversations, "[TEXT]", localized("list earlier conversations"),
            localized("TEXT is a part of the title."),
            completion: .none
        ) { try $0.list($1) },
        SlashCommand(
            "search", .conversations, "WORDS", localized("search earlier conversations"),
            localized("All words must match; the last may be a prefix. \"Quotes\" make a phrase."), completion: .none
        ) { try $0.search($1) },
        SlashCommand(
            "title", .conversations, "[TEXT]", localized("show or set the conversation's title"), "", completion: .none
        ) { try $0.title($1) },
        SlashCommand(
            "save", .conversations, "", localized("save the conversation from here on"),
            localized("Only needed after chat --no-save."),
            completion: .none
        ) { session, _ in session.save() },
        SlashCommand(
            "export", .messages, "[--force] [markdown|json|jsonl] PATH", localized("write the conversation to a file"),
            localized(
                "Without a format, the file name's extension decides. It asks before it replaces a file; with --force it does not."
            ),
            completion: .formatAndPath
        ) { try $0.export($1) },
        SlashCommand(
            "copy", .messages, "[code]", localized("copy the last reply, or its last code block, to the clipboard"),
            localized("Uses the desktop's clipboard program or tmux, else the terminal (OSC 52)."),
            completion: .words(["code"])
        ) { try $0.copy($1) },
        SlashCommand(
            "tokens", .conversations, "", localized("show token usage"),
            localized(
                "As the server reports it, cached tokens listed separately; replies that were retried or undone count too."
            ),
            completion: .none
        ) { session, _ in session.showTokens() },
        SlashCommand(
            "cost", .conversations, "", localized("show the cost"),
            localized(
                "As the server charges, else by the profile's prices, else by the server's; replies that were retried or undone "
                    + "count too."),
            completion: .none
        ) { session, _ in session.showCost() },
        SlashCommand(
            "think", .model, "show|hide|LEVEL", localized("show or hide reasoning, or set how much there is"),
            localized("LEVEL is sent as reasoning_effort: none, minimal, low, medium, high; off removes it."),
            completion: .thinking
        ) { try $0.think($1) },
        SlashCommand(
            "markdown", .chat, "on|off", localized("render replies, or show them as they come"), "",
            completion: .words(["on", "off"])
        ) { try $0.markdown($1) },
        SlashCommand(
            "quit", .chat, "", localized("quit, as Ctrl-D does"),
            localized("Also /exit, /bye and /q; a line that is only exit or quit does the same."),
            completion: .none
        ) { _, _ in [.quit] },
    ]
}
