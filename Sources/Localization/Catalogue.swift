/// Every message of the program, in English and in Russian.
package enum Catalogue {
    /// A message as it stands in the source, and its translation.
    package typealias Entry = (english: String, russian: String)

    /// All of it.
    package static var entries: [Entry] { parts.flatMap(\.self) }

    /// What each part of the program says.
    private static var parts: [[Entry]] {
        [
            shared, client, resources, formats, system, errors, batchErrors, shardErrors, toolErrors, commandLine,
            commands,
            compute, toolCommands, doctor, doctorServer, batch, batchOptions, reports, conversations, slashCommands,
            chat,
            chatConversations, tools,
        ]
    }

    static let russian: [String: String] = Dictionary(
        entries.map { ($0.english, $0.russian) }, uniquingKeysWith: { first, _ in first })
}
