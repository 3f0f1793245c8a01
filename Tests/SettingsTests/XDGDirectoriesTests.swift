import Files
import Testing

@testable import Settings

@Suite(.timeLimit(.minutes(1))) struct SettingsFoldersTests {
    private func files(_ environment: [String: String], account: String?) throws -> [String] {
        let folders = try XDGDirectories(environment: environment, accountHome: account)
        return [folders.configurationFile, folders.dataFolder, folders.stateFolder]
    }

    @Test(arguments: [[:], ["HOME": ""]] as [[String: String]])
    func withoutHOMETheAccountsHomeCounts(environment: [String: String]) throws {
        #expect(
            try files(environment, account: "/home/joe") == [
                "/home/joe/.config/cloudcompute/config.yaml", "/home/joe/.local/share/cloudcompute",
                "/home/joe/.local/state/cloudcompute",
            ])
        #expect(throws: SettingsError.noHome(needed: "XDG_CONFIG_HOME")) { try files(environment, account: nil) }
    }

    @Test func noHomeIsNeededWhereEachFolderIsNamed() throws {
        let environment = ["XDG_CONFIG_HOME": "/c", "XDG_DATA_HOME": "/d", "XDG_STATE_HOME": "/s"]
        #expect(
            try files(environment, account: nil) == [
                "/c/cloudcompute/config.yaml", "/d/cloudcompute", "/s/cloudcompute",
            ])
        #expect(throws: SettingsError.noHome(needed: "XDG_DATA_HOME")) {
            try files(["XDG_CONFIG_HOME": "/c", "XDG_DATA_HOME": "relative"], account: nil)
        }
    }

    @Test func theSystemKnowsTheHomeOfThisAccount() {
        #expect(HomeDirectory.ofAccount?.hasPrefix("/") == true)
    }
}
