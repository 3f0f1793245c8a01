import ArgumentParser
import PromptTemplates
import Settings

struct TemplateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template",
        abstract: "Save prompts under names, for -t.",
        discussion: """
            Templates are files in the folder templates of the configuration folder;
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

    /// The file that `-t` means.
    ///
    /// - Throws: As ``folder()`` does.
    static func file(meant given: String) throws(SettingsError) -> String { try folder().file(meant: given) }
}
