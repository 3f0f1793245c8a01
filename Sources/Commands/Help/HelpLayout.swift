import Terminal

/// The parser's help, laid out for a terminal: paragraphs and descriptions wrap at its width, and the global options come last.
enum HelpLayout {
    /// The width at which the parser is asked for a help whose lines it does not break.
    static let unbroken = 1_000_000

    /// The title of the section that comes last.
    private static let globalTitle = "GLOBAL OPTIONS:"
    /// Narrower terminals have descriptions below their options rather than beside them.
    private static let narrow = 60
    private static let descriptionColumn = 26
    private static let narrowDescriptionColumn = 6

    private struct Section {
        var title: String
        var entries: [Entry] = []
    }

    private struct Entry {
        var label: String
        var description: String
    }

    /// Lays a help out.
    ///
    /// - Parameter help: What the parser says, its lines unbroken.
    static func text(_ help: String, columns: Int) -> String {
        let lines = help.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let usage = lines.firstIndex(where: { $0.hasPrefix("USAGE: ") }) else { return help }
        var parts = [overview(lines[..<usage], columns: columns), HelpUsage.wrapped(lines[usage], columns: columns)]
        let (sections, rest) = sections(lines[(usage + 1)...])
        parts += ordered(sections).map { text($0, columns: columns) }
        parts += rest.map { WrappedText.paragraph($0, columns: columns, indent: 2) }
        return parts.joined(separator: "\n\n")
    }

    /// What stands before the usage: paragraphs, and what is indented, such as examples, as it stands.
    private static func overview(_ lines: ArraySlice<String>, columns: Int) -> String {
        var rows: [String] = []
        var isExample = false
        for line in lines {
            if line.hasPrefix("  ") {
                let words = String(line.dropFirst(2))
                rows.append(
                    isExample
                        ? ExampleLine.broken(words, columns: columns)
                        : WrappedText.paragraph(words, columns: columns, indent: 2))
            } else {
                isExample = line == "Examples:" || line == "Example:"
                rows.append(WrappedText.paragraph(line, columns: columns, indent: 0))
            }
        }
        while rows.last == "" { rows.removeLast() }
        return rows.joined(separator: "\n")
    }

    /// The sections, and the lines that belong to none.
    private static func sections(_ lines: ArraySlice<String>) -> ([Section], rest: [String]) {
        var sections: [Section] = []
        var rest: [String] = []
        for line in lines where !line.isEmpty {
            if !line.hasPrefix(" ") {
                sections.append(Section(title: line))
            } else if line.hasPrefix("  See '") {
                rest.append(line.trimmingPrefix { $0 == " " }.description)
            } else if sections.isEmpty {
                rest.append(line)
            } else if line.hasPrefix(String(repeating: " ", count: descriptionColumn)) {
                let last = sections[sections.count - 1].entries.count - 1
                if last >= 0 { sections[sections.count - 1].entries[last].description += line.drop { $0 == " " } }
            } else {
                sections[sections.count - 1].entries.append(entry(line.drop { $0 == " " }))
            }
        }
        return (sections, rest)
    }

    /// An option and what it does, between which are at least two spaces, or one where the label fills its column.
    private static func entry(_ line: Substring) -> Entry {
        let label = line.prefix(descriptionColumn - 2)
        guard label.last == " " else { return Entry(label: String(line), description: "") }
        let name = label.reversed().drop { $0 == " " }.reversed()
        return Entry(label: String(name), description: String(line.dropFirst(descriptionColumn - 2)))
    }

    /// The sections with the global options, to which those of the help belong, at the end.
    private static func ordered(_ sections: [Section]) -> [Section] {
        guard var global = sections.first(where: { $0.title == globalTitle }) else { return sections }
        var others = sections.filter { $0.title != globalTitle }
        if let index = others.firstIndex(where: { $0.title == "OPTIONS:" }) {
            let isOfHelp = { (entry: Entry) in entry.label == "--version" || entry.label == "-h, --help" }
            global.entries += others[index].entries.filter(isOfHelp)
            others[index].entries.removeAll(where: isOfHelp)
            // A command's own options come before those that belong together.
            let own = others.remove(at: index)
            let place = others.firstIndex { $0.title != "ARGUMENTS:" } ?? others.count
            if !own.entries.isEmpty { others.insert(own, at: place) }
        }
        return others + [global]
    }

    private static func text(_ section: Section, columns: Int) -> String {
        let column = columns < narrow ? narrowDescriptionColumn : descriptionColumn
        let entries = section.entries.map { entry in
            let label = "  \(entry.label)"
            // The parser's words for a value that is taken where none is given.
            let description = entry.description.replacing("(default as flag: ", with: "(without a value: ")
            guard !entry.description.isEmpty else { return label }
            let text = WrappedText.paragraph(description, columns: columns, indent: column)
            return label.count < column ? label + text.dropFirst(label.count) : "\(label)\n\(text)"
        }
        return ([section.title] + entries).joined(separator: "\n")
    }
}
