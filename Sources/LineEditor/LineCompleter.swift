public protocol LineCompleter: Sendable {
    func complete(_ line: String, cursor: Int) -> Completion?
}
public struct Completion: Sendable {
    public var start: Int
    public var candidates: [String]
    public var suffix: String
    public init(start: Int, candidates: [String], suffix: String) {
        self.start = start
        self.candidates = candidates
        self.suffix = suffix
    }
}
