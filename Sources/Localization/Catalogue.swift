/// Every message of the program, in English and in Russian.
package enum Catalogue {
    /// A message as it stands in the source, and its translation.
    package typealias Entry = (english: String, russian: String)

    /// The parts of the catalogue, each the messages of one part of the program.
    package static var entries: [Entry] { shared }

    static let russian: [String: String] = Dictionary(
        entries.map { ($0.english, $0.russian) }, uniquingKeysWith: { first, _ in first })
}
