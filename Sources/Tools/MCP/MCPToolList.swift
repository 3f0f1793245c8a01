import JSON

/// The tools of a server while page after page of them comes.
struct MCPToolList: Sendable {
    private(set) var tools: [MCPTool] = []
    /// The first tools that are left out, and how many are.
    private(set) var dropped: [DroppedTool] = []
    private(set) var droppedCount = 0
    private var names = Set<String>()
    private var cursors = Set<String>()
    private(set) var pages = 0
    var bytes = 0

    /// Adds a page.
    ///
    /// - Returns: The cursor of the next one; `nil` where this was the last, or no other is wanted. An empty one is a cursor
    ///   like any other.
    mutating func add(_ page: JSONValue, usesHeaders: Bool, _ limits: MCPClientState.Limits) -> (
        next: String?, isCut: Bool
    ) {
        pages += 1
        for json in page["tools"]?.array ?? [] {
            guard tools.count < limits.tools else { return (nil, true) }
            do throws(ToolDefinitionProblem) {
                let tool = try MCPTool(json, usesHeaders: usesHeaders)
                guard names.insert(tool.name).inserted else { throw .repeatedName }
                tools.append(tool)
            } catch {
                if dropped.count < DroppedTool.maximumTold {
                    dropped.append(DroppedTool(name: VisibleText.cut(json["name"]?.string ?? "?", to: 64), error))
                }
                droppedCount += 1
            }
        }
        guard let cursor = page["nextCursor"]?.string else { return (nil, false) }
        guard pages < limits.pages, cursors.insert(cursor).inserted else { return (nil, true) }
        return (cursor, false)
    }
}
