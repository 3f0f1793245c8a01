extension Catalogue {
    /// What the commands about instances, offers and SSH keys say.
    static let compute: [Entry] = [
        ("address", "адрес"),
        ("disk", "диск"),
        ("image", "образ"),
        ("label", "метка"),
        ("message", "сообщение"),
        ("place", "место"),
        ("ports", "порты"),
        ("price/h", "цена/ч"),
        ("state", "состояние"),
        ("up", "работает"),
        ("%1 an hour", "%1 в час"),
        ("%1 each", "по %1"),
        ("%1 h %2 min", "%1 ч %2 мин"),
        ("%1 is not an SSH public key: it is not text.", "%1 — не открытый ключ SSH: это не текст."),
        ("%1 min", "%1 мин"),
        ("%1 takes a number from 0 on, not %2.", "%1 принимает число от 0, а не %2."),
        ("%1 takes a number from 1 to 65535, not %2.", "%1 принимает число от 1 до 65535, а не %2."),
        (
            "--balance takes a number from 0 to 1000000000, not %1.",
            "--balance принимает число от 0 до 1000000000, а не %1."
        ),
        (
            "--country takes two letters such as DE, not \"%1\".",
            "--country принимает две буквы, например DE, а не «%1»."
        ),
        ("--disk takes a number of GB from 1 on, not %1.", "--disk принимает число ГБ от 1, а не %1."),
        (
            "--min-reliability takes a share such as 0.95 or 95, not %1.",
            "--min-reliability принимает долю, например 0.95 или 95, а не %1."
        ),
        ("--path begins with a slash, unlike \"%1\".", "--path начинается с косой черты, в отличие от «%1»."),
        ("--port %1 is not a valid port; use 0 to 65535.", "--port %1 — не порт; возьмите от 0 до 65535."),
        ("--show-secrets goes with --json.", "--show-secrets работает только с --json."),
        ("--ssh-option takes NAME=VALUE, not \"%1\".", "--ssh-option принимает NAME=VALUE, а не «%1»."),
        (
            "--token-rate takes 0, or a number from 0.001 to 1000000000, not %1.",
            "--token-rate принимает 0 или число от 0.001 до 1000000000, а не %1."
        ),
        ("Add it? %1 ", "Добавить его? %1 "),
        ("COUNTRY", "СТРАНА"),
        ("CREATED", "СОЗДАН"),
        ("DISK", "ДИСК"),
        ("Destroy %1, with everything on it?", "Уничтожить %1 со всем содержимым?"),
        ("Destroyed %1.", "Уничтожен %1."),
        ("Filters go with --cheapest, not with --offer.", "Условия отбора работают с --cheapest, а не с --offer."),
        ("Give the new --name, the new --label, or both.", "Укажите новое --name, новую --label или то и другое."),
        (
            "Instance %1 is %2 and has no SSH address yet; `cloudcompute instances wait %3` waits for it.",
            "Инстанс %1 в состоянии %2, адреса SSH у него ещё нет; дождаться: `cloudcompute instances wait %3`."
        ),
        (
            "Instance %1 is %2; `cloudcompute instances wait %3` waits for it.",
            "Инстанс %1 в состоянии %2; дождаться: `cloudcompute instances wait %3`."
        ),
        ("Instance %1 is now \"%2\".", "Инстанс %1 теперь называется «%2»."),
        ("Instance %1 now has the label \"%2\".", "У инстанса %1 теперь метка «%2»."),
        ("Instance %1 now has the name \"%2\" and the label \"%3\".", "У инстанса %1 теперь имя «%2» и метка «%3»."),
        ("Instance %1 now has the name \"%2\".", "У инстанса %1 теперь имя «%2»."),
        ("Instance %1: %2", "Инстанс %1: %2"),
        (
            "Interrupted; the instance may have been created. Look with `cloudcompute instances list` before trying again, "
                + "since each instance costs money.",
            "Прервано; инстанс, возможно, создан. Проверьте `cloudcompute instances list`, прежде чем повторять: каждый инстанс "
                + "стоит денег."
        ),
        ("KEY", "КЛЮЧ"),
        ("LABEL", "МЕТКА"),
        ("Name the file of the public key, for example %1/%2.", "Укажите файл открытого ключа, например %1/%2."),
        ("Name what to rent: --offer ID or --cheapest.", "Укажите, что арендовать: --offer ID или --cheapest."),
        ("%1 GB", "%1 ГБ"),
        ("No offers at the moment.", "Сейчас предложений нет."),
        ("None of the %1 offers match.", "Ни одно из предложений (всего %1) не подходит."),
        (
            "None of the %1 offers matches and has a price.",
            "Среди предложений (всего %1) нет подходящего с известной ценой."
        ),
        ("Nothing was added.", "Ничего не добавлено."),
        ("Nothing was destroyed.", "Ничего не уничтожено."),
        ("Nothing was rented.", "Ничего не арендовано."),
        ("PRICE/H", "ЦЕНА/Ч"),
        ("RELIABILITY", "НАДЁЖНОСТЬ"),
        ("Rent %1?", "Арендовать %1?"),
        ("Renting %1.", "Арендуется %1."),
        (
            "Several instances are named \"%1\": %2. Name one by its id.",
            "Имя «%1» носят несколько инстансов: %2. Назовите один по id."
        ),
        (
            "Several keys are named \"%1\": %2. Name one by its id.",
            "Имя «%1» носят несколько ключей: %2. Назовите один по id."
        ),
        ("The key \"%1\" is added.", "Ключ «%1» добавлен."),
        ("The key \"%1\" is removed.", "Ключ «%1» удалён."),
        (
            "The key file %1 should hold the key on one line, and nothing else but lines that begin with #.",
            "В файле ключа %1 должен быть ключ в одной строке и ничего больше, кроме строк, начинающихся с #."
        ),
        ("The list is incomplete; this is only its beginning.", "Список неполон, это лишь его начало."),
        (
            "The offer %1 is gone; `cloudcompute offers` shows those there are.",
            "Предложения %1 больше нет; `cloudcompute offers` покажет те, что есть."
        ),
        ("The tunnel is open; Ctrl-C closes it.", "Туннель открыт; Ctrl-C закроет его."),
        (
            "There is no SSH key \"%1\"; `cloudcompute ssh-keys list` shows them.",
            "Ключа SSH «%1» нет; список покажет `cloudcompute ssh-keys list`."
        ),
        (
            "There is no instance \"%1\"; `cloudcompute instances list` shows them.",
            "Инстанса «%1» нет; список покажет `cloudcompute instances list`."
        ),
        (
            "There is no public key in %1; name a file, or make one with ssh-keygen.",
            "В %1 нет открытого ключа; укажите файл или создайте ключ программой ssh-keygen."
        ),
        ("UP", "РАБОТАЕТ"),
        ("Which one? [1-%1] ", "Который? [1-%1] "),
        ("You have no SSH keys.", "Ключей SSH нет."),
        ("You have no instances.", "Инстансов нет."),
        ("a price that the server does not report", "по цене, которую сервер не сообщает"),
        ("instance %1, \"%2\"", "инстанс %1, «%2»"),
        ("offer %1, %2, for %3", "предложение %1, %2, %3"),
        ("reliability %1 %", "надёжность %1 %"),
    ]
}
