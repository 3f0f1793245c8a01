import CloudComputeClient
import ConversationStore
import Conversations
import PromptTemplates
import REPL
import Sandbox
import Settings
import Tools

/// Finds values on this machine, without a request and without the key.
///
/// What cannot be read is left out: nobody wants a message where a word is completed.
struct StoredValueReader: Sendable {
    /// What the command line says so far.
    let given: [String: [String]]

    /// The most conversations that are told.
    private static let mostConversations = 100

    /// The values that fit what is typed, or all.
    func candidates(_ values: StoredValues, typed: String) -> [Candidate] {
        switch values {
        case .parameters: return RequestFieldValues.candidates(typed: typed)
        case .templateVariables: return variables
        case .templatesOrFiles: return harmless(TemplateCommand.savedNames.map { Candidate($0) })
        case .conversations: return harmless(conversations(typed))
        case .profiles: return harmless(profiles.map { Candidate($0) })
        case .models: return harmless(models)
        case .instances: return harmless(Self.byIDAndName(instances))
        case .instancePlaces: return places
        case .sshKeys: return harmless(Self.byIDAndName(sshKeys))
        case .sshKeyIDs: return sshKeys.map { Candidate(String($0.id), $0.name) }
        case .servers: return harmless(toolNames(ofServersOnly: true).map { Candidate($0) })
        case .tools: return harmless(toolNames().map { Candidate($0) })
        case .toolLists:
            let start = typed.lastIndex(of: ",").map { String(typed[...$0]) } ?? ""
            return harmless((toolNames() + ["all", "none"]).map { Candidate(start + $0) })
        }
    }

    /// Without those that the parser would take for options.
    private func harmless(_ candidates: [Candidate]) -> [Candidate] { candidates.filter { !$0.value.hasPrefix("-") } }

    private var settings: Settings? {
        var options = GlobalOptions()
        options.profile = given["--profile"]?.last
        options.baseURL = given["--base-url"]?.last
        options.sandbox = given["--sandbox"] != nil
        // The parser's options must all be set, or parsed.
        (options.apiKeyFile, options.verbose, options.noColor, options.language) = (nil, false, false, nil)
        return try? CommandContext.settings(options, model: nil)
    }

    private func known<Known>(_ kind: (Settings, BaseURL) -> Known?) -> Known? {
        guard let settings, let url = try? BaseURL(settings.baseURL.content) else { return nil }
        return kind(settings, url)
    }

    private var models: [Candidate] {
        if given["--sandbox"] != nil { return SandboxModel.all.map { Candidate($0) } }
        return (known { KnownModels($0, baseURL: $1) }?.models ?? []).map { model in
            Candidate(model.id, model.contextLength.map { "\($0) tokens" } ?? "")
        }
    }

    private var profiles: [String] { (try? Settings.profileNames(environment: ProcessEnvironment.atStart)) ?? [] }

    private var instances: [KnownResources.Resource] {
        known { KnownResources(.instances, $0, baseURL: $1) }?.resources ?? []
    }
    private var sshKeys: [KnownResources.Resource] {
        known { KnownResources(.sshKeys, $0, baseURL: $1) }?.resources ?? []
    }

    private static func byIDAndName(_ resources: [KnownResources.Resource]) -> [Candidate] {
        resources.map { Candidate(String($0.id), $0.name) }
            + resources.filter { !$0.name.isEmpty }.map { Candidate($0.name, String($0.id)) }
    }

    private var places: [Candidate] {
        // A name with a colon or a slash would be read as one with a port or a path.
        let named = instances.filter { !$0.name.isEmpty && !$0.name.contains { $0 == ":" || $0 == "/" } }
        return instances.map { Candidate("instance:\($0.id)", $0.name) }
            + named.map { Candidate("instance:\($0.name)", String($0.id)) }
    }

    private func conversations(_ typed: String) -> [Candidate] {
        guard let settings, let store = try? ConversationFile.openToRead(settings, patience: 0.1) else { return [] }
        let isNumber = typed.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard isNumber else {
            return ((try? store.titles(startingWith: typed, limit: Self.mostConversations)) ?? []).map { Candidate($0) }
        }
        return ((try? store.conversations(limit: Self.mostConversations)) ?? []).map {
            Candidate(String($0.id), $0.title)
        }
    }

    private func toolNames(ofServersOnly: Bool = false) -> [String] {
        guard let folders = try? XDGDirectories(environment: ProcessEnvironment.atStart),
            let configuration = try? ToolConfiguration(
                folder: folders.configurationFolder, files: given["--mcp-config"] ?? [])
        else { return [] }
        return ofServersOnly ? configuration.servers.map(\.name) : configuration.names
    }

    private var variables: [Candidate] {
        guard let name = given["--template"]?.last, let path = try? TemplateCommand.file(meant: name),
            let template = try? PromptTemplate(path: path)
        else { return [] }
        return template.variables.sorted().filter { $0 != "input" }.map { Candidate($0 + "=") }
    }
}
