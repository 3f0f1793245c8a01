import Localization

/// A search through earlier lines that goes on with each key.
struct HistorySearch {
    enum Step: Equatable {
        /// Another hit, or none: what to show.
        case going
        /// It ends and the hit stays; the key is then obeyed, where it is one.
        case taken(thenKey: UInt32?)
        /// It ends with the line as it was.
        case givenUp
    }

    private static let (controlG, controlR, controlS): (UInt32, UInt32, UInt32) = (7, 18, 19)
    private static let (enter, escape): (UInt32, UInt32) = (10, 27)

    private(set) var pattern: String
    private(set) var hit: (place: Int, offset: Int)?
    private(set) var isOlder: Bool
    /// Whether the last key found nothing.
    private(set) var hasFailed = false
    private let walk: HistoryWalk
    private let sendsOnEnter: Bool
    /// What Ctrl-R takes where nothing is typed yet.
    private let formerPattern: String

    /// Begins a search at a place of a walk.
    init(_ walk: HistoryWalk, isOlder: Bool, sendsOnEnter: Bool, formerPattern: String) {
        self.walk = walk
        self.isOlder = isOlder
        self.sendsOnEnter = sendsOnEnter
        self.formerPattern = formerPattern
        pattern = ""
    }

    /// What is shown below the line.
    var status: String { hasFailed ? localized("no match: \(pattern)") : localized("search: \(pattern)") }

    /// What a key does.
    mutating func press(_ key: UInt32) -> Step {
        switch key {
        case Self.controlG: return .givenUp
        case Self.escape: return .taken(thenKey: nil)
        case Self.enter: return .taken(thenKey: sendsOnEnter && hit != nil && !hasFailed ? key : nil)
        case Self.controlR, Self.controlS: goOn(isOlder: key == Self.controlR)
        case 0x08, 0x7F:
            guard !pattern.isEmpty else { return .givenUp }
            pattern.unicodeScalars.removeLast()
            hit = nil
            look(from: start)
        case 0x00..<0x20, 0x80..<0xA0: return .taken(thenKey: key)
        default:
            guard let scalar = Unicode.Scalar(key) else { return .going }
            pattern.unicodeScalars.append(scalar)
            look(from: hit?.place ?? start)
        }
        return .going
    }

    /// Where a search begins: at the line that is shown, where that is an earlier one.
    private var start: Int { isOlder ? min(walk.place, walk.places.upperBound - 1) : walk.place }

    private mutating func goOn(isOlder: Bool) {
        self.isOlder = isOlder
        if pattern.isEmpty { pattern = formerPattern }
        var place = hit.map { $0.place + (isOlder ? -1 : 1) } ?? start
        // A line that stands in the history twice is one hit.
        while let hit, walk.places.contains(place), walk.line(place) == walk.line(hit.place) {
            place += isOlder ? -1 : 1
        }
        look(from: place)
    }

    private mutating func look(from place: Int) {
        hasFailed = false
        guard !pattern.isEmpty else { return }
        if let found = walk.find(pattern, from: place, isOlder: isOlder) { hit = found } else { hasFailed = true }
    }
}
