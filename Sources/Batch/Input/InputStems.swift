/// What lines are named after: the file's name without folder and ending, or as much of its path as tells it apart.
enum InputStems {
    /// The stem of each path; paths whose names are alike get as many folders, or the ending, as they need.
    static func names(of paths: [String]) -> [String: String] {
        var names: [String: String] = [:]
        let distinct = Set(paths)
        var open = distinct
        let depth = distinct.map { components($0).count }.max() ?? 1
        for length in 1...max(1, depth) {
            for keepsEnding in [false, true] where !open.isEmpty {
                var groups: [String: [String]] = [:]
                for path in open { groups[name(path, length, keepsEnding), default: []].append(path) }
                let taken = Set(names.values)
                for (name, paths) in groups where paths.count == 1 && !taken.contains(name) {
                    names[paths[0]] = name
                    open.remove(paths[0])
                }
            }
        }
        for path in open { names[path] = path }
        return names
    }

    private static func components(_ path: String) -> [Substring] { path.split(separator: "/") }

    private static func name(_ path: String, _ length: Int, _ keepsEnding: Bool) -> String {
        if path == "-" { return "stdin" }
        let name = components(path).suffix(length).joined(separator: "/")
        guard !keepsEnding, let dot = name.lastIndex(of: "."), dot > name.lastIndex(of: "/") ?? name.startIndex,
            name.index(before: dot) != name.lastIndex(of: "/")
        else { return name }
        return String(name[..<dot])
    }
}
