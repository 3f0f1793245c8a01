import Conversations

extension SlashCommand {
    /// The command whose name is nearest, if any is near.
    static func nearest(to name: String) -> String? {
        if name.isEmpty { return nil }
        if let longer = all.first(where: { name.count > 1 && $0.name.hasPrefix(name) }) { return longer.name }
        let nearest = all.map(\.name).min { EditDistance.between(name, $0) < EditDistance.between(name, $1) }
        return nearest.flatMap { EditDistance.between(name, $0) <= 2 ? $0 : nil }
    }
}
