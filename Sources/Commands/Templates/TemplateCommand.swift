import ArgumentParser
import Conversations
import Files
import Localization
import PromptTemplates
import Settings

struct TemplateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template",
        abstract: "Save prompts under names, for -t.",
        discussion: """
            Templates are files in the folder templates of the configuration folder; \
            `cloudcompute template list --json` prints their paths.

            Examples:
              cloudcompute template save fix -s "You fix code." "Fix this: {{input}}"
              cloudcompute template list
              git diff | cloudcompute ask --sandbox -t fix
            """,
        subcommands: [TemplateListCommand.self, TemplateSaveCommand.self, TemplateShowCommand.self],
        defaultSubcommand: TemplateListCommand.self)

    /// The folder of saved templates.
    ///
    /// - Throws: ``SettingsError`` where there is no home folder.
    static func folder() throws(SettingsError) -> TemplateFolder {
        let folders = try XDGDirectories(environment: ProcessEnvironment.atStart)
        return TemplateFolder(path: folders.configurationFolder + "/templates")
    }

    /// The names of the saved templates; none where they cannot be read.
    static var savedNames: [String] { (try? folder().names()) ?? [] }

    /// The file that `-t` means.
    ///
    /// - Throws: As ``folder()`` does; ``CommandFailure`` where there is no such file, but a template whose name is near.
    static func file(meant given: String) throws -> String {
        let folder = try folder()
        let file = folder.file(meant: given)
        guard file == given, TemplateFolder.isName(given), !FileStatus.exists(given),
            let near = near(TemplateFolder.name(given), (try? folder.names()) ?? [])
        else { return file }
        throw CommandFailure(
            localized(
                "There is no template \"\(given)\"; did you mean \(near)? `cloudcompute template list` lists the saved ones."
            ),
            .missingInput)
    }

    /// The name that a few slips of the finger lead to.
    static func near(_ given: String, _ names: [String]) -> String? {
        let wanted = given.lowercased()
        let limit = wanted.count < 6 ? 1 : 2
        let distances = names.map { (name: $0, distance: EditDistance.between(wanted, $0.lowercased())) }
        // Letters that changed places are one slip.
        let swapped = distances.first { $0.distance == 2 && $0.name.lowercased().sorted() == wanted.sorted() }
        return (distances.filter { $0.distance <= limit }.min { $0.distance < $1.distance } ?? swapped)?.name
    }
}
