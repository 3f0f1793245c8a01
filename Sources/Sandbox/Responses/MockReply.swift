import JSON

/// What the sandbox says: labelled as its own, in the language of the question, with the Markdown that clients render.
enum MockReply {
    /// The most of the user's words that are said back, in characters.
    private static let maximumQuote = 400

    static func text(_ request: ChatCompletionRequest) -> String {
        if let script = request.toolScript, !script.isEmpty {
            return request.toolCalls.isEmpty ? results(request) : script.styles.contains(.text) ? "I will look.\n" : ""
        }
        switch request.responseFormat?["type"]?.string {
        case "json_object":
            let reply: JSONValue = ["sandbox": true, "echo": .string(quote(request.lastUserText))]
            return reply.jsonText
        case "json_schema":
            return SchemaExample.value(for: request.responseFormat?["json_schema"]?["schema"]).jsonText
        default:
            return isRussian(request.lastUserText) ? russian(request) : english(request)
        }
    }

    static func reasoning(_ request: ChatCompletionRequest) -> String {
        isRussian(request.lastUserText)
            ? "Сообщений: \(request.messages.count). Модели здесь нет, поэтому я просто повторю вопрос."
            : "Messages: \(request.messages.count). There is no model here, so I shall just say the question back."
    }

    private static func english(_ request: ChatCompletionRequest) -> String {
        """
        **Sandbox reply.** No model ran: this text was made on your machine from the request.

        > \(quote(request.lastUserText))

        ## What arrived

        | field | value |
        |---|---|
        | model | `\(request.model)` |
        | messages | \(request.messages.count) |
        | images | \(request.imageCount) |

        1. The same request always gets this same reply.
        2. To talk to a *real* model, set a key and leave `--sandbox` out:

        ```sh
        export CLOUDCOMPUTE_API_KEY=cc-...
        cloudcompute models
        ```

        """
    }

    private static func russian(_ request: ChatCompletionRequest) -> String {
        """
        **Ответ песочницы.** Модель не запускалась: этот текст составлен на вашей машине из самого запроса.

        > \(quote(request.lastUserText))

        ## Что пришло

        | поле | значение |
        |---|---|
        | модель | `\(request.model)` |
        | сообщений | \(request.messages.count) |
        | картинок | \(request.imageCount) |

        1. На тот же запрос всегда придёт этот же ответ.
        2. Чтобы поговорить с *настоящей* моделью, задайте ключ и уберите `--sandbox`:

        ```sh
        export CLOUDCOMPUTE_API_KEY=cc-...
        cloudcompute models
        ```

        """
    }

    /// What the tools gave, as far as it is short.
    private static func results(_ request: ChatCompletionRequest) -> String {
        let results = request.sinceLastUser.filter { $0["role"]?.string == "tool" }.map(ChatCompletionRequest.text)
        let lines = results.enumerated().map { place, text in
            "Result \(place + 1) of \(results.count), \(text.unicodeScalars.count) characters:\n> \(quote(text))\n"
        }
        return "The tools said:\n\n" + lines.joined(separator: "\n")
    }

    /// The user's words, cut to a length and kept inside the quotation.
    private static func quote(_ text: String) -> String {
        let cut = text.count > maximumQuote ? text.prefix(maximumQuote) + "…" : Substring(text)
        return cut.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n> ")
    }

    private static func isRussian(_ text: String) -> Bool {
        text.unicodeScalars.contains { (0x0400...0x04FF).contains($0.value) }
    }
}
