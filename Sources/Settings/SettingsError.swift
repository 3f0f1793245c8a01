package import YAML

/// A setting that cannot be used: which one, and why.
package enum SettingsError: Error, Sendable, Hashable {
    /// There is no such profile; the file has those that are known.
    case unknownProfile(String, Settings.Source, file: String, known: [String])
    /// An entry of the configuration file has a name that means nothing there.
    case unknownEntry(String, file: String, known: [String])
    /// An entry of the configuration file is neither `true` nor `false`.
    case notABoolean(entry: String, file: String)
    /// An entry of the configuration file is no number from 0 on.
    case notANumber(entry: String, file: String)
    /// The command of an entry cannot be split into words.
    case badCommand(ShellWord.Mistake, entry: String, file: String)
    /// The configuration file is not what it should be.
    case badYAML(YAMLError, file: String)
    /// There is no home folder, which a folder that this variable would name depends on.
    case noHome(needed: String)
    /// A file cannot be used.
    case badFile(SettingsFile, SettingsFile.Fault)
}
