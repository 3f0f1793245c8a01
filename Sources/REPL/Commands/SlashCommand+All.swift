extension SlashCommand {
    /// All commands, in the order of the help: the one place where a command is told.
    static let all: [SlashCommand] = [
        SlashCommand(
            "help", "[COMMAND]", "shows this list, or explains one command",
            "The keys: Ctrl-C stops a reply or gives up a line, Ctrl-D leaves, Tab completes, Ctrl-R searches earlier "
                + "lines, Alt-Enter or Ctrl-J breaks the line, Ctrl-X Ctrl-E opens the editor.", completion: .commands
        ) { try $0.help($1) },
        SlashCommand(
            "model", "[MODEL]", "shows the model, or goes on with another one",
            "The conversation so far goes along to the new model. Tab completes the models that the server has.",
            completion: .models
        ) { try $0.changeModel($1) },
        SlashCommand(
            "models", "[FILTER]", "lists the server's models", "FILTER is a part of the id or the name.",
            completion: .models
        ) { $0.wait(for: .listModels(filter: $1)) },
        SlashCommand(
            "system", "[TEXT|off]", "shows the system prompt, sets it or takes it away",
            "It counts from the next message on.", completion: .words(["off"])
        ) { $0.changeSystem($1) },
        SlashCommand(
            "set", "NAME VALUE", "sets a field of the requests, for example temperature 0.2",
            "A VALUE that is JSON is sent as such, any other as a string; off takes the field out again.",
            completion: .fields
        ) { try $0.setParameter($1) },
        SlashCommand(
            "params", "", "shows the fields that are set", "They go along with each request.", completion: .none
        ) { session, _ in session.showParameters() },
        SlashCommand(
            "template", "[NAME|PATH|off] [NAME=VALUE …]", "puts each message into a prompt template",
            "A saved template is known by its name. What you type takes the place of {{input}}, or follows the template where that has no such place.",
            completion: .paths(besides: ["off"])
        ) { $0.changeTemplate($1) },
        SlashCommand(
            "tools", "[on|off|allow|ask|show|log] …", "lists the tools that the model may call, and what may run",
            "on [NAME,…] offers tools to the model, off does not. allow PATTERN runs tools without a question in this chat, "
                + "ask PATTERN asks again. show NAME tells all of a tool; log lists the calls, log N shows one whole.",
            completion: .words(["on", "off", "allow", "ask", "show", "log"], suffix: " ")
        ) { try $0.tools($1) },
        SlashCommand(
            "attach", "PATH|URL|list|drop [N]", "sends a file or an image along with the next message",
            "Text files go as text, images as they are. Several can be attached; drop takes all of them off again, "
                + "or the one of that number.", completion: .paths(besides: ["list", "drop"])
        ) { try $0.attach($1) },
        SlashCommand(
            "image", "PATH", "sends an image along with the next message",
            "PNG, JPEG, GIF or WebP; at most 5 images of 4 MiB each and 8 MiB together in a conversation.",
            completion: .paths()
        ) { try $0.attachImage($1) },
        SlashCommand(
            "edit", "[TEXT]", "writes the next message in $VISUAL or $EDITOR",
            "What the editor leaves is sent; an empty text is not. Ctrl-X Ctrl-E does the same with a line half typed.",
            completion: .none
        ) { try $0.edit($1) },
        SlashCommand(
            "retry", "[MODEL]", "asks the last message again, of another model if you like",
            "The former reply leaves the conversation once the new one is there; the store keeps it. It also sends again "
                + "what failed.",
            completion: .models
        ) { try $0.retry($1) },
        SlashCommand(
            "compare", "MODEL …", "asks other models the last message, all at once",
            "Their replies are shown one after the other and kept; the conversation goes on with the first reply until "
                + "/pick chooses another.",
            completion: .models
        ) { try $0.compare($1) },
        SlashCommand(
            "pick", "[N]", "lists the replies to the last message, or goes on with another of them",
            "The store keeps the others.", completion: .none
        ) { try $0.pick($1) },
        SlashCommand(
            "compact", "[N|show|undo]", "has old messages summarized, and sends the summary in their place",
            "The last 2 messages, or N, stay as they are. show shows the summary, undo takes it back; the messages "
                + "themselves are kept.",
            completion: .words(["show", "undo"])
        ) { try $0.compact($1) },
        SlashCommand(
            "undo", "", "takes back the last message and its reply", "The store keeps both, out of sight.",
            completion: .none
        ) { session, _ in try session.undo() },
        SlashCommand(
            "fork", "[N]", "goes on in a copy of this conversation",
            "With N only the first N messages and their replies are copied. The former conversation stays as it is.",
            completion: .none
        ) { try $0.fork($1) },
        SlashCommand(
            "new", "", "begins a new conversation", "Model, system prompt and parameters stay.", completion: .none
        ) { session, _ in session.beginNew() },
        SlashCommand(
            "open", "ID|TITLE", "goes on with an earlier conversation",
            "The beginning of a title is enough where it fits one only; Tab completes titles.", completion: .titles
        ) { try $0.open($1) },
        SlashCommand(
            "list", "[TEXT]", "lists earlier conversations", "TEXT is a part of the title.", completion: .none
        ) { try $0.list($1) },
        SlashCommand(
            "search", "WORDS", "finds what was said in earlier conversations",
            "All words must occur; the last may be the beginning of one. \"Quotes\" make a phrase.", completion: .none
        ) { try $0.search($1) },
        SlashCommand(
            "title", "[TEXT]", "shows the conversation's title, or sets it", "", completion: .none
        ) { try $0.title($1) },
        SlashCommand(
            "save", "", "stores the conversation from here on", "It is needed only after chat --no-save.",
            completion: .none
        ) { session, _ in session.save() },
        SlashCommand(
            "export", "[markdown|json|jsonl] PATH", "writes the conversation to a file",
            "Without a form, the ending of the file tells it; a file that exists is not overwritten.",
            completion: .formatAndPath
        ) { try $0.export($1) },
        SlashCommand(
            "copy", "[code]", "copies the last reply, or its last code block, to the clipboard",
            "With the desktop's own program, else through the terminal (OSC 52).", completion: .words(["code"])
        ) { try $0.copy($1) },
        SlashCommand(
            "tokens", "", "shows how many tokens were used",
            "They are as the server counted them, those from its cache apart.", completion: .none
        ) { session, _ in session.showTokens() },
        SlashCommand(
            "cost", "", "shows what the conversation cost",
            "As the server charges, else by the prices in the profile, else by those that the server lists.",
            completion: .none
        ) { session, _ in session.showCost() },
        SlashCommand(
            "think", "show|hide|LEVEL", "shows or hides reasoning, or sets how much there is",
            "LEVEL is sent as reasoning_effort: none, minimal, low, medium, high; off takes it out again.",
            completion: .thinking
        ) { try $0.think($1) },
        SlashCommand(
            "markdown", "on|off", "renders replies, or shows them as they come", "", completion: .words(["on", "off"])
        ) { try $0.markdown($1) },
        SlashCommand(
            "quit", "", "leaves, as Ctrl-D does", "", completion: .none
        ) { _, _ in [.quit] },
    ]
}
