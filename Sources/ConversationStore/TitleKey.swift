import Foundation

/// What titles are compared by: neither case nor `ё` for `е` nor the way of composing letters matters.
enum TitleKey {
    static func key(_ title: String) -> String {
        title.precomposedStringWithCanonicalMapping.lowercased().replacing("ё", with: "е").storable
    }

    /// An end to the range of keys that begin with a key: no scalar comes after it.
    static func end(_ key: String) -> String { key + "\u{10FFFF}" }
}
