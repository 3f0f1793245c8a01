import YAML

extension YAMLNode {
    /// The root of a settings file's text; `nil` where it says nothing.
    static func root(of text: String, in path: String) throws(SettingsError) -> YAMLNode? {
        do throws(YAMLError) { return try YAMLDocument.root(text) } catch { throw .badYAML(error, file: path) }
    }

    /// The entries of a mapping in the file.
    func entries(in path: String) throws(SettingsError) -> [(name: String, value: YAMLNode)] {
        do throws(YAMLError) { return try entries() } catch { throw .badYAML(error, file: path) }
    }

    /// The texts of an entry in the file: a list, or one text.
    func texts(of entry: String, in path: String) throws(SettingsError) -> [String] {
        do throws(YAMLError) { return try texts(of: entry) } catch { throw .badYAML(error, file: path) }
    }

    /// The text of an entry in the file.
    func text(of entry: String, in path: String) throws(SettingsError) -> String {
        do throws(YAMLError) { return try text(of: entry) } catch { throw .badYAML(error, file: path) }
    }
}
