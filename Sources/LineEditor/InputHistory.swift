import Files

/// The lines that can be recalled: those of other sessions and, nearest, this one's own.
struct InputHistory {
    /// An entry of more bytes is recalled in this session, but not kept in the file.
    static let largestEntry = 1 << 20

    private var file: HistoryFile?
    private var shared: [String] = []
    private var own: [String] = []
    private var unsaved: [String] = []
    /// Says once why lines are not kept.
    private let notice: (@Sendable (FileError) -> Void)?

    /// Begins with what a file holds; without a path nothing is kept.
    init(path: String?, notice: (@Sendable (FileError) -> Void)?) {
        file = path.map { HistoryFile(path: $0) }
        self.notice = notice
    }

    /// All lines, the nearest last.
    var lines: [String] { Array((shared + own).suffix(HistoryFile.limit)) }

    /// Takes in what other sessions added; `false` where that is nothing.
    mutating func refresh() -> Bool {
        attempt { file throws(FileError) in try file.read() }.map { take($0) } ?? false
    }

    /// Adds a line of this session.
    ///
    /// - Returns: Whether ``lines`` has changed in other ways than by this line.
    mutating func add(_ line: String) -> Bool {
        guard line != own.last else { return false }
        var isChanged = false
        if line.utf8.count <= Self.largestEntry {
            unsaved.append(line)
            let entries = unsaved
            if let news = attempt({ file throws(FileError) in try file.append(entries) }) {
                unsaved = []
                isChanged = take(news)
            }
        }
        own.append(line)
        if own.count > HistoryFile.limit { own.removeFirst() }
        return isChanged
    }

    private mutating func attempt(
        _ body: (inout HistoryFile) throws(FileError) -> HistoryFile.Delta
    ) -> HistoryFile.Delta? {
        guard var file else { return nil }
        do throws(FileError) {
            let news = try body(&file)
            self.file = file
            return news
        } catch {
            // A lock that another session holds is tried again with the next line.
            if error.cause == .locked { return nil }
            self.file = nil
            unsaved = []
            notice?(error)
            return nil
        }
    }

    private mutating func take(_ news: HistoryFile.Delta) -> Bool {
        guard !news.entries.isEmpty || (news.isReplaced && !shared.isEmpty) else { return false }
        if news.isReplaced {
            shared = news.entries
            // A file that another session has trimmed holds this one's lines too.
            for line in own.reversed() {
                if let place = shared.lastIndex(of: line) { shared.remove(at: place) }
            }
        } else {
            shared = (shared + news.entries).suffix(HistoryFile.limit)
        }
        return true
    }
}
