/// Where a line may end inside text that has no spaces.
enum LineBreaking {
    private static let closing: Set<Character> = Set(
        "、。，．：；！？）」』】〉》］｝〕”’…・ー々〜％,.:;!?)]}%»\"'")
    private static let opening: Set<Character> = Set("（「『【〈《［｛〔“‘([{«\"'")

    /// Whether a line may end between two characters: beside wide ones, but not before a closing mark or behind an
    /// opening one.
    static func allowsBreak(between first: StyledCharacter, and second: StyledCharacter) -> Bool {
        if first.character.isASCII, second.character.isASCII { return false }
        if first.style.contains(.address), second.style.contains(.address) { return false }
        guard second.width > 0, first.width == 2 || second.width == 2 else { return false }
        return !closing.contains(second.character) && !opening.contains(first.character)
    }

    /// Whether a mark belongs to the text in front of it.
    static func isClosing(_ character: Character) -> Bool { closing.contains(character) }
}
