<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>Actions</name>
        <message>
            <source>The file is on the clipboard.</source>
            <translation>Die Datei ist in der Zwischenablage.</translation>
        </message>
        <message>
            <source>The passage is on the clipboard.</source>
            <translation>Die Textstelle ist in der Zwischenablage.</translation>
        </message>
        <message>
            <source>The path is on the clipboard.</source>
            <translation>Der Pfad ist in der Zwischenablage.</translation>
        </message>
    </context>
    <context>
        <name>AddPlaces</name>
        <message>
            <source>Add</source>
            <translation>Hinzufügen</translation>
        </message>
        <message>
            <source>Add what is searched</source>
            <translation>Was durchsucht wird</translation>
        </message>
        <message>
            <source>Nothing is read before you add it.</source>
            <translation>Nichts wird gelesen, bevor Sie es hinzufügen.</translation>
        </message>
    </context>
    <context>
        <name>Condition</name>
        <message numerus="yes">
            <source>Learning the meaning of %n document(s).</source>
            <translation>
                <numerusform>Lernt die Bedeutung von %n Dokument.</numerusform>
                <numerusform>Lernt die Bedeutung von %n Dokumenten.</numerusform>
            </translation>
        </message>
        <message>
            <source>Looking for changes.</source>
            <translation>Sieht nach Änderungen.</translation>
        </message>
        <message>
            <source>Paused. %1</source>
            <translation>Angehalten. %1</translation>
        </message>
        <message numerus="yes">
            <source>Reading, %n file(s) to go.</source>
            <translation>
                <numerusform>Liest, noch %n Datei.</numerusform>
                <numerusform>Liest, noch %n Dateien.</numerusform>
            </translation>
        </message>
        <message>
            <source>The background service does not start.</source>
            <translation>Der Hintergrunddienst startet nicht.</translation>
        </message>
        <message>
            <source>The background service has ended and is started again.</source>
            <translation>Der Hintergrunddienst hat geendet und wird neu gestartet.</translation>
        </message>
        <message numerus="yes">
            <source>Up to date: %n document(s).</source>
            <translation>
                <numerusform>Auf dem neuesten Stand: %n Dokument.</numerusform>
                <numerusform>Auf dem neuesten Stand: %n Dokumente.</numerusform>
            </translation>
        </message>
        <message>
            <source>lfmsearch is starting.</source>
            <translation>lfmsearch startet.</translation>
        </message>
    </context>
    <context>
        <name>Desk</name>
        <message>
            <source>%1 searches from anywhere.</source>
            <translation>%1 sucht von überall aus.</translation>
        </message>
        <message>
            <source>lfmsearch goes on in the tray.</source>
            <translation>lfmsearch läuft im Infobereich weiter.</translation>
        </message>
    </context>
    <context>
        <name>Example</name>
        <message>
            <source>contract kind:mail has:attachment</source>
            <translation>Vertrag kind:mail has:attachment</translation>
        </message>
        <message>
            <source>warranty for the washing machine</source>
            <translation>Garantie der Waschmaschine</translation>
        </message>
        <message>
            <source>what did the plumber charge us last spring</source>
            <translation>was hat der Klempner im Frühjahr verlangt</translation>
        </message>
    </context>
    <context>
        <name>Filter</name>
        <message>
            <source>Attachments</source>
            <translation>Anhänge</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>Datum</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>Dateien</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>Art</translation>
        </message>
        <message>
            <source>Last 30 days</source>
            <translation>Letzte 30 Tage</translation>
        </message>
        <message>
            <source>Last 7 days</source>
            <translation>Letzte 7 Tage</translation>
        </message>
        <message>
            <source>Mails</source>
            <translation>Mails</translation>
        </message>
        <message>
            <source>Notes</source>
            <translation>Notizen</translation>
        </message>
        <message>
            <source>Person</source>
            <translation>Person</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>Ort</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>Typ</translation>
        </message>
    </context>
    <context>
        <name>FilterPanel</name>
        <message>
            <source>Filters</source>
            <translation>Filter</translation>
        </message>
    </context>
    <context>
        <name>FirstRun</name>
        <message>
            <source>Always at hand</source>
            <translation>Immer zur Hand</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <source>Begin to search</source>
            <translation>Suchen</translation>
        </message>
        <message>
            <source>Choose folders, mail and notes. Nothing has been read so far, and nothing ever leaves this computer.</source>
            <translation>Wählen Sie Ordner, Mails und Notizen. Bisher wurde nichts gelesen, und nichts verlässt je diesen Rechner.</translation>
        </message>
        <message>
            <source>Choose later</source>
            <translation>Später wählen</translation>
        </message>
        <message>
            <source>Find by meaning</source>
            <translation>Über die Bedeutung finden</translation>
        </message>
        <message>
            <source>Go on without</source>
            <translation>Ohne weiter</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>Weiter</translation>
        </message>
        <message>
            <source>One key brings up the search, whatever you are doing.</source>
            <translation>Eine Tastenkombination holt die Suche, was immer Sie gerade tun.</translation>
        </message>
        <message numerus="yes">
            <source>Read %n place(s)</source>
            <translation>
                <numerusform>%n Ort lesen</numerusform>
                <numerusform>%n Orte lesen</numerusform>
            </translation>
        </message>
        <message>
            <source>Step {0} of {1}</source>
            <translation>Schritt {0} von {1}</translation>
        </message>
        <message>
            <source>Welcome to lfmsearch</source>
            <translation>Willkommen bei lfmsearch</translation>
        </message>
        <message>
            <source>What may be found?</source>
            <translation>Was darf gefunden werden?</translation>
        </message>
        <message>
            <source>With a model, “what did the plumber charge” finds the invoice that never says plumber. Without one, search is by words alone; you can add it later.</source>
            <translation>Mit einem Modell findet „was hat der Klempner verlangt“ auch die Rechnung, in der kein Klempner vorkommt. Ohne Modell zählen nur die Wörter; Sie können es später holen.</translation>
        </message>
    </context>
    <context>
        <name>HeldHotkey</name>
        <message>
            <source>Show or hide the quick-find</source>
            <translation>Schnellsuche zeigen oder verbergen</translation>
        </message>
    </context>
    <context>
        <name>Hit</name>
        <message numerus="yes">
            <source>%n more in this conversation</source>
            <translation>
                <numerusform>%n weitere in diesem Verlauf</numerusform>
                <numerusform>%n weitere in diesem Verlauf</numerusform>
            </translation>
        </message>
        <message>
            <source>Below this, only loosely related</source>
            <translation>Ab hier nur entfernt verwandt</translation>
        </message>
        <message>
            <source>from {0}</source>
            <translation>von {0}</translation>
        </message>
        <message numerus="yes">
            <source>in %n places</source>
            <translation>
                <numerusform>an %n Ort</numerusform>
                <numerusform>an %n Orten</numerusform>
            </translation>
        </message>
        <message>
            <source>in “{0}”</source>
            <translation>in „{0}“</translation>
        </message>
        <message>
            <source>not connected</source>
            <translation>nicht verbunden</translation>
        </message>
        <message>
            <source>page {0}</source>
            <translation>Seite {0}</translation>
        </message>
        <message>
            <source>sheet {0}</source>
            <translation>Blatt {0}</translation>
        </message>
        <message>
            <source>slide {0}</source>
            <translation>Folie {0}</translation>
        </message>
        <message>
            <source>to {0}</source>
            <translation>an {0}</translation>
        </message>
        <message>
            <source>yesterday</source>
            <translation>gestern</translation>
        </message>
        <message>
            <source>{0} in “{1}”</source>
            <translation>{0} in „{1}“</translation>
        </message>
    </context>
    <context>
        <name>Hotkey</name>
        <message>
            <source>Another program has {0}. Click to record others.</source>
            <translation>{0} gehört schon einem anderen Programm. Klicken, um andere Tasten aufzunehmen.</translation>
        </message>
        <message>
            <source>Any key that your desktop lets you bind to “lfmsearch toggle” does the same.</source>
            <translation>Jede Taste, die Ihr Desktop mit „lfmsearch toggle“ belegen kann, tut dasselbe.</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Tasten</translation>
        </message>
        <message>
            <source>Keys of the quick-find</source>
            <translation>Tasten der Schnellsuche</translation>
        </message>
        <message>
            <source>No hotkey.</source>
            <translation>Keine Tasten.</translation>
        </message>
        <message>
            <source>Quick-find</source>
            <translation>Schnellsuche</translation>
        </message>
        <message>
            <source>Works in every program. Click to record others.</source>
            <translation>Wirkt in jedem Programm. Klicken, um andere aufzunehmen.</translation>
        </message>
        <message>
            <source>Your desktop asks you whether lfmsearch may have these keys.</source>
            <translation>Ihr Desktop fragt Sie, ob lfmsearch diese Tasten haben darf.</translation>
        </message>
        <message>
            <source>Your desktop chose these keys; its keyboard settings change them.</source>
            <translation>Ihr Desktop hat diese Tasten gewählt; seine Tastatureinstellungen ändern sie.</translation>
        </message>
        <message>
            <source>Your desktop gives no hotkey to programs.</source>
            <translation>Ihr Desktop gibt Programmen keine Tasten.</translation>
        </message>
    </context>
    <context>
        <name>IndexPage</name>
        <message numerus="yes">
            <source>%n document(s)</source>
            <translation>
                <numerusform>%n Dokument</numerusform>
                <numerusform>%n Dokumente</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n passage(s)</source>
            <translation>
                <numerusform>%n Textstelle</numerusform>
                <numerusform>%n Textstellen</numerusform>
            </translation>
        </message>
        <message>
            <source>Build the index anew</source>
            <translation>Den Index neu aufbauen</translation>
        </message>
        <message>
            <source>Build the index anew?</source>
            <translation>Den Index neu aufbauen?</translation>
        </message>
        <message>
            <source>Changes are noticed by themselves; this looks at every file.</source>
            <translation>Änderungen werden von selbst bemerkt; dies sieht jede Datei an.</translation>
        </message>
        <message>
            <source>Delete everything</source>
            <translation>Alles löschen</translation>
        </message>
        <message>
            <source>Delete everything lfmsearch has made?</source>
            <translation>Alles löschen, was lfmsearch angelegt hat?</translation>
        </message>
        <message>
            <source>Delete everything…</source>
            <translation>Alles löschen …</translation>
        </message>
        <message>
            <source>Delete what lfmsearch has made</source>
            <translation>Löschen, was lfmsearch angelegt hat</translation>
        </message>
        <message>
            <source>Everything lfmsearch knows lies on this computer, readable by you alone. Nothing is sent anywhere.</source>
            <translation>Alles, was lfmsearch weiß, liegt auf diesem Rechner und ist nur für Sie lesbar. Nichts wird irgendwohin gesendet.</translation>
        </message>
        <message>
            <source>Index</source>
            <translation>Index</translation>
        </message>
        <message>
            <source>Index and privacy</source>
            <translation>Index und Privatsphäre</translation>
        </message>
        <message>
            <source>Index, models, history and settings. Your own files stay.</source>
            <translation>Index, Modelle, Verlauf und Einstellungen. Ihre eigenen Dateien bleiben.</translation>
        </message>
        <message>
            <source>It is being built anew.</source>
            <translation>Er wird neu aufgebaut.</translation>
        </message>
        <message>
            <source>It is gone.</source>
            <translation>Es ist gelöscht.</translation>
        </message>
        <message>
            <source>Leaving</source>
            <translation>Abschied</translation>
        </message>
        <message>
            <source>Look for changes</source>
            <translation>Nach Änderungen sehen</translation>
        </message>
        <message>
            <source>Look now</source>
            <translation>Jetzt nachsehen</translation>
        </message>
        <message>
            <source>Looking through your folders now.</source>
            <translation>Sieht jetzt Ihre Ordner durch.</translation>
        </message>
        <message>
            <source>Reads everything again. Only needed when something is wrong with it.</source>
            <translation>Liest alles noch einmal. Nur nötig, wenn etwas mit ihm nicht stimmt.</translation>
        </message>
        <message>
            <source>Rebuild</source>
            <translation>Neu aufbauen</translation>
        </message>
        <message>
            <source>Rebuild…</source>
            <translation>Neu aufbauen …</translation>
        </message>
        <message>
            <source>The index, the models, your history, the list of what is searched, and all settings are deleted, and lfmsearch quits. What stays: your own files, the program, and a log that names none of your files.</source>
            <translation>Der Index, die Modelle, Ihr Verlauf, die Liste der durchsuchten Orte und alle Einstellungen werden gelöscht, und lfmsearch beendet sich. Was bleibt: Ihre eigenen Dateien, das Programm und ein Protokoll, das keine Ihrer Dateien nennt.</translation>
        </message>
        <message>
            <source>Until it is built, less is found. Sources, settings, models and history stay.</source>
            <translation>Bis er aufgebaut ist, wird weniger gefunden. Durchsuchte Orte, Einstellungen, Modelle und Verlauf bleiben.</translation>
        </message>
        <message>
            <source>Upkeep</source>
            <translation>Pflege</translation>
        </message>
        <message>
            <source>Where it lies</source>
            <translation>Wo er liegt</translation>
        </message>
    </context>
    <context>
        <name>Languages</name>
        <message numerus="yes">
            <source>%n language(s)</source>
            <translation>
                <numerusform>%n Sprache</numerusform>
                <numerusform>%n Sprachen</numerusform>
            </translation>
        </message>
        <message>
            <source>English</source>
            <translation>Englisch</translation>
        </message>
        <message>
            <source>German</source>
            <translation>Deutsch</translation>
        </message>
    </context>
    <context>
        <name>LeftOutDialog</name>
        <message>
            <source>A rule of yours takes in what is wanted all the same. “lfmsearch why FILE” says which rule holds a file back.</source>
            <translation>Eine eigene Regel nimmt auf, was trotzdem gewünscht ist. „lfmsearch why DATEI“ sagt, welche Regel eine Datei zurückhält.</translation>
        </message>
        <message>
            <source>What is left out</source>
            <translation>Was ausgelassen wird</translation>
        </message>
        <message>
            <source>What is left out, and why</source>
            <translation>Was ausgelassen wird, und warum</translation>
        </message>
    </context>
    <context>
        <name>ListHead</name>
        <message>
            <source>Back to the search</source>
            <translation>Zurück zur Suche</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>Datum</translation>
        </message>
        <message>
            <source>Did you mean “{0}”?</source>
            <translation>Meinten Sie „{0}“?</translation>
        </message>
        <message>
            <source>Like “{0}”</source>
            <translation>Wie „{0}“</translation>
        </message>
        <message>
            <source>Number of results</source>
            <translation>Zahl der Treffer</translation>
        </message>
        <message>
            <source>Relevance</source>
            <translation>Relevanz</translation>
        </message>
        <message>
            <source>Sort by {0}</source>
            <translation>Nach {0} ordnen</translation>
        </message>
    </context>
    <context>
        <name>Login</name>
        <message>
            <source>At login</source>
            <translation>Bei der Anmeldung</translation>
        </message>
        <message>
            <source>Start at login</source>
            <translation>Bei der Anmeldung starten</translation>
        </message>
        <message>
            <source>Then the key works at once, and what is new is found at once.</source>
            <translation>Dann wirkt die Taste sofort, und Neues ist sofort zu finden.</translation>
        </message>
    </context>
    <context>
        <name>Look</name>
        <message>
            <source>Appearance</source>
            <translation>Erscheinungsbild</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Wie das System</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Dunkel</translation>
        </message>
        <message>
            <source>General</source>
            <translation>Allgemein</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Sprache</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Hell</translation>
        </message>
        <message>
            <source>Looks</source>
            <translation>Aussehen</translation>
        </message>
        <message>
            <source>Of buttons and menus. Documents are found in any.</source>
            <translation>Von Knöpfen und Menüs. Dokumente werden in jeder Sprache gefunden.</translation>
        </message>
        <message>
            <source>Taken up at the next start of lfmsearch.</source>
            <translation>Gilt ab dem nächsten Start von lfmsearch.</translation>
        </message>
    </context>
    <context>
        <name>MailHead</name>
        <message>
            <source>Attachment {0}, {1}</source>
            <translation>Anhang {0}, {1}</translation>
        </message>
        <message>
            <source>Bcc</source>
            <translation>Bcc</translation>
        </message>
        <message>
            <source>Cc</source>
            <translation>Cc</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>Datum</translation>
        </message>
        <message>
            <source>From</source>
            <translation>Von</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Öffnen</translation>
        </message>
        <message>
            <source>Open {0}</source>
            <translation>{0} öffnen</translation>
        </message>
        <message>
            <source>Show it here</source>
            <translation>Hier zeigen</translation>
        </message>
        <message>
            <source>Tags</source>
            <translation>Schlagwörter</translation>
        </message>
        <message>
            <source>To</source>
            <translation>An</translation>
        </message>
        <message>
            <source>and {0} more</source>
            <translation>und {0} weitere</translation>
        </message>
        <message>
            <source>{0} more attachments</source>
            <translation>{0} weitere Anhänge</translation>
        </message>
    </context>
    <context>
        <name>MainMenu</name>
        <message>
            <source>Files that could not be read…</source>
            <translation>Dateien, die nicht lesbar waren …</translation>
        </message>
        <message>
            <source>Go on indexing</source>
            <translation>Weiter indizieren</translation>
        </message>
        <message>
            <source>Keyboard shortcuts</source>
            <translation>Tastenkürzel</translation>
        </message>
        <message>
            <source>Menu</source>
            <translation>Menü</translation>
        </message>
        <message>
            <source>Pause indexing for an hour</source>
            <translation>Indizieren eine Stunde anhalten</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Beenden</translation>
        </message>
        <message>
            <source>Settings…</source>
            <translation>Einstellungen …</translation>
        </message>
    </context>
    <context>
        <name>Measures</name>
        <message numerus="yes">
            <source>%n file(s)</source>
            <translation>
                <numerusform>%n Datei</numerusform>
                <numerusform>%n Dateien</numerusform>
            </translation>
        </message>
        <message>
            <source>Nothing to read in it.</source>
            <translation>Nichts zu lesen darin.</translation>
        </message>
        <message numerus="yes">
            <source>about %n hour(s)</source>
            <translation>
                <numerusform>etwa %n Stunde</numerusform>
                <numerusform>etwa %n Stunden</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>about %n minute(s)</source>
            <translation>
                <numerusform>etwa %n Minute</numerusform>
                <numerusform>etwa %n Minuten</numerusform>
            </translation>
        </message>
        <message>
            <source>less than a minute</source>
            <translation>weniger als eine Minute</translation>
        </message>
        <message>
            <source>more than {0}</source>
            <translation>mehr als {0}</translation>
        </message>
    </context>
    <context>
        <name>Menu</name>
        <message>
            <source>Copy file</source>
            <translation>Datei kopieren</translation>
        </message>
        <message>
            <source>Copy passage</source>
            <translation>Textstelle kopieren</translation>
        </message>
        <message>
            <source>Copy path</source>
            <translation>Pfad kopieren</translation>
        </message>
        <message>
            <source>Everything from {0}</source>
            <translation>Alles von {0}</translation>
        </message>
        <message>
            <source>Everything in {0}</source>
            <translation>Alles in {0}</translation>
        </message>
        <message>
            <source>Everything of type {0}</source>
            <translation>Alles vom Typ {0}</translation>
        </message>
        <message>
            <source>Leave out</source>
            <translation>Auslassen</translation>
        </message>
        <message>
            <source>More like this</source>
            <translation>Ähnliches</translation>
        </message>
        <message>
            <source>Not this</source>
            <translation>Nicht das</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Öffnen</translation>
        </message>
        <message>
            <source>Show in folder</source>
            <translation>Im Ordner zeigen</translation>
        </message>
        <message>
            <source>Show the whole conversation</source>
            <translation>Den ganzen Verlauf zeigen</translation>
        </message>
        <message>
            <source>Why this?</source>
            <translation>Warum das?</translation>
        </message>
    </context>
    <context>
        <name>ModelCard</name>
        <message>
            <source>Accept and download</source>
            <translation>Annehmen und laden</translation>
        </message>
        <message>
            <source>Back to {0}</source>
            <translation>Zurück zu {0}</translation>
        </message>
        <message>
            <source>Checking the file…</source>
            <translation>Die Datei wird geprüft …</translation>
        </message>
        <message>
            <source>Choose a model file</source>
            <translation>Eine Modelldatei wählen</translation>
        </message>
        <message>
            <source>Download</source>
            <translation>Laden</translation>
        </message>
        <message>
            <source>Downloaded once, then everything happens on this computer.</source>
            <translation>Wird einmal geladen, danach geschieht alles auf diesem Rechner.</translation>
        </message>
        <message>
            <source>I have the file…</source>
            <translation>Ich habe die Datei …</translation>
        </message>
        <message>
            <source>It is here and checked. Nothing is sent anywhere: it runs on this computer.</source>
            <translation>Es ist da und geprüft. Nichts wird irgendwohin gesendet: Es läuft auf diesem Rechner.</translation>
        </message>
        <message>
            <source>Models (*.gguf *.whl)</source>
            <translation>Modelle (*.gguf *.whl)</translation>
        </message>
        <message>
            <source>Read the licence</source>
            <translation>Lizenz lesen</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Anhalten</translation>
        </message>
        <message>
            <source>Stopped. What arrived is kept for the next try.</source>
            <translation>Angehalten. Was schon da ist, bleibt für den nächsten Versuch.</translation>
        </message>
        <message>
            <source>Take the small English model ({0})</source>
            <translation>Das kleine englische Modell nehmen ({0})</translation>
        </message>
        <message>
            <source>{0} of {1}</source>
            <translation>{0} von {1}</translation>
        </message>
    </context>
    <context>
        <name>Models</name>
        <message>
            <source>All models</source>
            <translation>Alle Modelle</translation>
        </message>
        <message>
            <source>Let {0} answer?</source>
            <translation>{0} antworten lassen?</translation>
        </message>
        <message>
            <source>Measuring it on this computer, for some seconds…</source>
            <translation>Wird einige Sekunden lang auf diesem Rechner gemessen …</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>Modell</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Zeigen</translation>
        </message>
        <message>
            <source>The model finds by meaning. It runs on this computer; what you search and what you have stay here.</source>
            <translation>Das Modell findet über die Bedeutung. Es läuft auf diesem Rechner; was Sie suchen und was Sie haben, bleibt hier.</translation>
        </message>
        <message>
            <source>Use it</source>
            <translation>Verwenden</translation>
        </message>
        <message>
            <source>Use…</source>
            <translation>Verwenden …</translation>
        </message>
        <message>
            <source>answers now</source>
            <translation>antwortet jetzt</translation>
        </message>
        <message>
            <source>finds by meaning</source>
            <translation>findet über die Bedeutung</translation>
        </message>
        <message>
            <source>here</source>
            <translation>vorhanden</translation>
        </message>
        <message>
            <source>ranks again what was found</source>
            <translation>ordnet Gefundenes neu</translation>
        </message>
        <message>
            <source>{0} passages are learnt anew: {1}, {2} of disk. Until that is done the present model answers.</source>
            <translation>{0} Textstellen werden neu gelernt: {1}, {2} auf dem Datenträger. Bis dahin antwortet das jetzige Modell.</translation>
        </message>
    </context>
    <context>
        <name>PageView</name>
        <message>
            <source>Image</source>
            <translation>Bild</translation>
        </message>
        <message>
            <source>Page</source>
            <translation>Seite</translation>
        </message>
        <message>
            <source>Page {0} of {1}</source>
            <translation>Seite {0} von {1}</translation>
        </message>
    </context>
    <context>
        <name>Places</name>
        <message>
            <source>Allow it under Files and Folders, then choose the folder again. Nothing is tried until then.</source>
            <translation>Erlauben Sie es unter „Dateien und Ordner“ und wählen Sie den Ordner dann noch einmal. Bis dahin wird nichts versucht.</translation>
        </message>
        <message>
            <source>Another folder</source>
            <translation>Ein anderer Ordner</translation>
        </message>
        <message>
            <source>Choose a folder</source>
            <translation>Einen Ordner wählen</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>Wählen …</translation>
        </message>
        <message>
            <source>Folders</source>
            <translation>Ordner</translation>
        </message>
        <message>
            <source>Looking for mail and notes…</source>
            <translation>Sucht nach Mails und Notizen …</translation>
        </message>
        <message>
            <source>Mail and notes on this computer</source>
            <translation>Mails und Notizen auf diesem Rechner</translation>
        </message>
        <message>
            <source>Mailboxes and notes inside your folders are read too.</source>
            <translation>Mailboxen und Notizen in Ihren Ordnern werden ebenfalls gelesen.</translation>
        </message>
        <message>
            <source>None found</source>
            <translation>Keine gefunden</translation>
        </message>
        <message>
            <source>Open privacy settings</source>
            <translation>Datenschutz öffnen</translation>
        </message>
        <message>
            <source>counting…</source>
            <translation>wird gezählt …</translation>
        </message>
        <message>
            <source>macOS keeps “{0}” closed to lfmsearch</source>
            <translation>macOS hält „{0}“ für lfmsearch verschlossen</translation>
        </message>
        <message>
            <source>searched already</source>
            <translation>wird schon durchsucht</translation>
        </message>
    </context>
    <context>
        <name>Power</name>
        <message>
            <source>Always</source>
            <translation>Immer</translation>
        </message>
        <message>
            <source>Go on anyway for an hour</source>
            <translation>Trotzdem eine Stunde weitermachen</translation>
        </message>
        <message>
            <source>Indexing stops rather than fill the disk.</source>
            <translation>Bevor der Datenträger voll wird, hört das Indizieren auf.</translation>
        </message>
        <message>
            <source>Keep free on the disk</source>
            <translation>Auf dem Datenträger frei lassen</translation>
        </message>
        <message>
            <source>Learn meanings on battery too</source>
            <translation>Bedeutungen auch im Akkubetrieb lernen</translation>
        </message>
        <message>
            <source>New files are found by their words at once in any case.</source>
            <translation>Neue Dateien sind in jedem Fall sofort über ihre Wörter zu finden.</translation>
        </message>
        <message>
            <source>On battery</source>
            <translation>Im Akkubetrieb</translation>
        </message>
        <message>
            <source>Power</source>
            <translation>Energie</translation>
        </message>
        <message>
            <source>Right now</source>
            <translation>Gerade jetzt</translation>
        </message>
        <message>
            <source>Searching always works. This is about the reading and learning in the background, which gives way to you.</source>
            <translation>Suchen geht immer. Hier geht es um das Lesen und Lernen im Hintergrund, das Ihnen den Vortritt lässt.</translation>
        </message>
        <message>
            <source>Stop below</source>
            <translation>Aufhören unter</translation>
        </message>
        <message>
            <source>Stop in low power mode</source>
            <translation>Im Stromsparmodus aufhören</translation>
        </message>
        <message>
            <source>Stop while the computer is hot</source>
            <translation>Aufhören, solange der Rechner heiß ist</translation>
        </message>
        <message>
            <source>What is left then is for your own work.</source>
            <translation>Was dann übrig ist, gehört Ihrer eigenen Arbeit.</translation>
        </message>
    </context>
    <context>
        <name>PreviewBar</name>
        <message>
            <source>1 match</source>
            <translation>1 Fundstelle</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <source>Back to {0}</source>
            <translation>Zurück zu {0}</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>Code</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>Bild</translation>
        </message>
        <message>
            <source>Next match</source>
            <translation>Nächste Fundstelle</translation>
        </message>
        <message>
            <source>Next page</source>
            <translation>Nächste Seite</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Notiz</translation>
        </message>
        <message>
            <source>Page</source>
            <translation>Seite</translation>
        </message>
        <message>
            <source>Page {0} of {1}</source>
            <translation>Seite {0} von {1}</translation>
        </message>
        <message>
            <source>Previous match</source>
            <translation>Vorige Fundstelle</translation>
        </message>
        <message>
            <source>Previous page</source>
            <translation>Vorige Seite</translation>
        </message>
        <message>
            <source>Table</source>
            <translation>Tabelle</translation>
        </message>
        <message>
            <source>Text</source>
            <translation>Text</translation>
        </message>
        <message>
            <source>{0} matches</source>
            <translation>{0} Fundstellen</translation>
        </message>
        <message>
            <source>{0} of {1}</source>
            <translation>{0} von {1}</translation>
        </message>
    </context>
    <context>
        <name>PreviewBody</name>
        <message>
            <source>This is the part around the passage: {0} characters before it and {1} after it are left out.</source>
            <translation>Dies ist der Teil um die Stelle: {0} Zeichen davor und {1} danach sind weggelassen.</translation>
        </message>
    </context>
    <context>
        <name>PreviewPane</name>
        <message>
            <source>It is like what you chose, by the meaning of its passages.</source>
            <translation>Es ähnelt dem, was Sie gewählt haben, in der Bedeutung seiner Textstellen.</translation>
        </message>
        <message>
            <source>More like this</source>
            <translation>Ähnliches</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Öffnen</translation>
        </message>
        <message>
            <source>Show in folder</source>
            <translation>Im Ordner zeigen</translation>
        </message>
        <message>
            <source>Why this?</source>
            <translation>Warum das?</translation>
        </message>
    </context>
    <context>
        <name>Problems</name>
        <message numerus="yes">
            <source>%n file(s). They are still found by their names; nothing is hidden from you.</source>
            <translation>
                <numerusform>%n Datei. Über ihren Namen ist sie trotzdem zu finden; nichts wird Ihnen verschwiegen.</numerusform>
                <numerusform>%n Dateien. Über ihre Namen sind sie trotzdem zu finden; nichts wird Ihnen verschwiegen.</numerusform>
            </translation>
        </message>
        <message>
            <source>It is being read again…</source>
            <translation>Sie wird noch einmal gelesen …</translation>
        </message>
        <message>
            <source>Nothing: every file that was looked at could be read.</source>
            <translation>Nichts: Jede Datei, die angesehen wurde, war lesbar.</translation>
        </message>
        <message>
            <source>Problems</source>
            <translation>Probleme</translation>
        </message>
        <message>
            <source>Reading the list…</source>
            <translation>Die Liste wird gelesen …</translation>
        </message>
        <message>
            <source>Show in folder</source>
            <translation>Im Ordner zeigen</translation>
        </message>
        <message>
            <source>Show more</source>
            <translation>Mehr zeigen</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Noch einmal</translation>
        </message>
        <message>
            <source>Try all again</source>
            <translation>Alle noch einmal</translation>
        </message>
        <message>
            <source>What could not be read</source>
            <translation>Was nicht lesbar war</translation>
        </message>
        <message>
            <source>Why?</source>
            <translation>Warum?</translation>
        </message>
    </context>
    <context>
        <name>QPlatformTheme</name>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
    </context>
    <context>
        <name>QuickFind</name>
        <message>
            <source>open</source>
            <translation>öffnen</translation>
        </message>
        <message>
            <source>show in folder</source>
            <translation>im Ordner zeigen</translation>
        </message>
        <message>
            <source>window</source>
            <translation>Fenster</translation>
        </message>
    </context>
    <context>
        <name>Recorder</name>
        <message>
            <source>None</source>
            <translation>Keine</translation>
        </message>
        <message>
            <source>Press the keys…</source>
            <translation>Tasten drücken …</translation>
        </message>
        <message>
            <source>Press to record other keys; Escape leaves them, Backspace chooses none.</source>
            <translation>Drücken, um andere Tasten aufzunehmen; Escape behält sie, die Rücktaste wählt keine.</translation>
        </message>
    </context>
    <context>
        <name>ResultList</name>
        <message>
            <source>Results</source>
            <translation>Treffer</translation>
        </message>
    </context>
    <context>
        <name>RichPreview</name>
        <message>
            <source>Preview</source>
            <translation>Vorschau</translation>
        </message>
    </context>
    <context>
        <name>RulesDialog</name>
        <message>
            <source>Leave out</source>
            <translation>Auslassen</translation>
        </message>
        <message>
            <source>One pattern a line: a name, a folder with / at its end, *.ending.</source>
            <translation>Ein Muster je Zeile: ein Name, ein Ordner mit / am Ende, *.endung.</translation>
        </message>
        <message>
            <source>Rules</source>
            <translation>Regeln</translation>
        </message>
        <message>
            <source>Rules for “{0}”</source>
            <translation>Regeln für „{0}“</translation>
        </message>
        <message>
            <source>Take in all the same</source>
            <translation>Trotzdem aufnehmen</translation>
        </message>
        <message>
            <source>What is left out everywhere (hidden files, caches, programs) and is wanted here.</source>
            <translation>Was überall ausgelassen wird (versteckte Dateien, Caches, Programme) und hier gewünscht ist.</translation>
        </message>
    </context>
    <context>
        <name>SearchBox</name>
        <message>
            <source>Clear</source>
            <translation>Leeren</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>Suchen</translation>
        </message>
        <message>
            <source>Search your files, mails and notes</source>
            <translation>Dateien, Mails und Notizen durchsuchen</translation>
        </message>
        <message>
            <source>Tab</source>
            <translation>Tab</translation>
        </message>
        <message>
            <source>Tab completes it: {0}</source>
            <translation>Tab ergänzt: {0}</translation>
        </message>
    </context>
    <context>
        <name>Service</name>
        <message>
            <source> Did you mean “{0}:{1}”?</source>
            <translation> Meinten Sie „{0}:{1}“?</translation>
        </message>
        <message>
            <source> Did you mean “{0}:”?</source>
            <translation> Meinten Sie „{0}:“?</translation>
        </message>
        <message>
            <source>A copy of {0} could not be written: {1}.</source>
            <translation>Eine Kopie von {0} ließ sich nicht schreiben: {1}.</translation>
        </message>
        <message>
            <source>A file of the type {0} is shown by its text alone.</source>
            <translation>Von Dateien der Art {0} wird nur der Text gezeigt.</translation>
        </message>
        <message>
            <source>A later lfmsearch may know it.</source>
            <translation>Ein neueres lfmsearch kennt es vielleicht.</translation>
        </message>
        <message>
            <source>A message of more than {0} bytes is refused.</source>
            <translation>Eine Nachricht von mehr als {0} Bytes wird abgelehnt.</translation>
        </message>
        <message>
            <source>A part of it is damaged.</source>
            <translation>Ein Teil davon ist beschädigt.</translation>
        </message>
        <message>
            <source>A part of it is encrypted.</source>
            <translation>Ein Teil davon ist verschlüsselt.</translation>
        </message>
        <message>
            <source>A path with line breaks or other invisible characters cannot be started at login.</source>
            <translation>Ein Pfad mit Zeilenumbrüchen oder anderen unsichtbaren Zeichen kann nicht beim Anmelden gestartet werden.</translation>
        </message>
        <message>
            <source>A service of this home is already running.</source>
            <translation>Ein Dienst läuft hier schon.</translation>
        </message>
        <message>
            <source>Add what you look for.</source>
            <translation>Fügen Sie hinzu, was Sie suchen.</translation>
        </message>
        <message>
            <source>Add what you look for: invoice -draft.</source>
            <translation>Fügen Sie hinzu, was Sie suchen: Rechnung -Entwurf.</translation>
        </message>
        <message>
            <source>Another folder lies there now.</source>
            <translation>Dort liegt jetzt ein anderer Ordner.</translation>
        </message>
        <message>
            <source>Another lfmsearch is writing to this index.</source>
            <translation>Ein anderes lfmsearch schreibt in diesen Index.</translation>
        </message>
        <message>
            <source>Another model is being fetched.</source>
            <translation>Ein anderes Modell wird gerade geholt.</translation>
        </message>
        <message>
            <source>Another program is using the index {0}.</source>
            <translation>Ein anderes Programm benutzt den Index {0}.</translation>
        </message>
        <message>
            <source>Ask for less at once.</source>
            <translation>Fragen Sie nach weniger auf einmal.</translation>
        </message>
        <message>
            <source>At login Windows would not know this LFMSEARCH_HOME.</source>
            <translation>Beim Anmelden wüsste Windows von diesem LFMSEARCH_HOME nichts.</translation>
        </message>
        <message>
            <source>Begin every Source with a line [[source]].</source>
            <translation>Beginnen Sie jede Quelle mit einer Zeile [[source]].</translation>
        </message>
        <message>
            <source>Both count from 1.</source>
            <translation>Beide zählen ab 1.</translation>
        </message>
        <message>
            <source>By meaning so far: {0} of {1} documents.</source>
            <translation>Nach Bedeutung bisher: {0} von {1} Dokumenten.</translation>
        </message>
        <message>
            <source>By words and by meaning: {0}</source>
            <translation>Nach Wörtern und Bedeutung: {0}</translation>
        </message>
        <message>
            <source>By words that begin with: {0}</source>
            <translation>Nach Wörtern, die so beginnen: {0}</translation>
        </message>
        <message>
            <source>By words, one of: {0}</source>
            <translation>Nach Wörtern, eines von: {0}</translation>
        </message>
        <message>
            <source>Change its permissions, or run as its owner.</source>
            <translation>Ändern Sie die Rechte, oder starten Sie lfmsearch als Besitzer.</translation>
        </message>
        <message>
            <source>Check its permissions.</source>
            <translation>Prüfen Sie die Rechte der Datei.</translation>
        </message>
        <message>
            <source>Check the folder's permissions and the disk.</source>
            <translation>Prüfen Sie die Rechte des Ordners und den Datenträger.</translation>
        </message>
        <message>
            <source>Check the permissions of its folder.</source>
            <translation>Prüfen Sie die Rechte des Ordners.</translation>
        </message>
        <message>
            <source>Check the spelling, or connect the disk it is on.</source>
            <translation>Prüfen Sie die Schreibweise, oder schließen Sie den Datenträger an.</translation>
        </message>
        <message>
            <source>Choose a home on a disk that takes sockets with LFMSEARCH_HOME=DIR.</source>
            <translation>Wählen Sie mit LFMSEARCH_HOME=ORDNER einen Ort auf einem Datenträger, der Sockets erlaubt.</translation>
        </message>
        <message>
            <source>Choose the folder above it.</source>
            <translation>Wählen Sie den Ordner darüber.</translation>
        </message>
        <message>
            <source>Close one, or try again.</source>
            <translation>Schließen Sie eines, oder versuchen Sie es noch einmal.</translation>
        </message>
        <message>
            <source>Correct that line, or delete the file.</source>
            <translation>Berichtigen Sie diese Zeile, oder löschen Sie die Datei.</translation>
        </message>
        <message>
            <source>Correct that line.</source>
            <translation>Berichtigen Sie diese Zeile.</translation>
        </message>
        <message>
            <source>Did you mean {0}?</source>
            <translation>Meinten Sie {0}?</translation>
        </message>
        <message>
            <source>Did you mean {0}{1}?</source>
            <translation>Meinten Sie {0}{1}?</translation>
        </message>
        <message>
            <source>End the process yourself.</source>
            <translation>Beenden Sie den Prozess selbst.</translation>
        </message>
        <message>
            <source>Excluded by `{0}`, {1}.</source>
            <translation>Ausgelassen durch `{0}`, {1}.</translation>
        </message>
        <message>
            <source>Excluded by `{0}`, {1}: {2}.</source>
            <translation>Ausgelassen durch `{0}`, {1}: {2}.</translation>
        </message>
        <message>
            <source>Excluded by {0}.</source>
            <translation>Ausgelassen durch {0}.</translation>
        </message>
        <message>
            <source>Excluded by {0}: {1}.</source>
            <translation>Ausgelassen durch {0}: {1}.</translation>
        </message>
        <message>
            <source>Fetch it again.</source>
            <translation>Holen Sie es noch einmal.</translation>
        </message>
        <message>
            <source>Fetch it again: lfmsearch models pull takes the later file of the same name.</source>
            <translation>Holen Sie es noch einmal: lfmsearch models pull nimmt die neuere Datei desselben Namens.</translation>
        </message>
        <message>
            <source>Fetch it: lfmsearch models pull {0}</source>
            <translation>Holen Sie es: lfmsearch models pull {0}</translation>
        </message>
        <message>
            <source>Fetch {0} from pypi.org by other means and `lfmsearch models import` it.</source>
            <translation>Holen Sie {0} anders von pypi.org und nehmen Sie es mit `lfmsearch models import` auf.</translation>
        </message>
        <message>
            <source>Free for any use; keep the licence and the notices with copies.</source>
            <translation>Frei für jede Nutzung; Lizenz und Hinweise gehören zu jeder Kopie.</translation>
        </message>
        <message>
            <source>Free for private and research use, and for commercial use by organisations with less than 10 million USD of yearly revenue; above that a licence from Liquid AI is needed.</source>
            <translation>Frei für private Nutzung und Forschung, und für kommerzielle Nutzung durch Organisationen mit weniger als 10 Millionen US-Dollar Jahresumsatz; darüber braucht es eine Lizenz von Liquid AI.</translation>
        </message>
        <message>
            <source>Free the place, or choose another with LFMSEARCH_HOME=DIR.</source>
            <translation>Machen Sie den Platz frei, oder wählen Sie mit LFMSEARCH_HOME=ORDNER einen anderen.</translation>
        </message>
        <message>
            <source>Free {0} MB and try again.</source>
            <translation>Machen Sie {0} MB frei und versuchen Sie es noch einmal.</translation>
        </message>
        <message>
            <source>In {0}, source is not a list.</source>
            <translation>In {0} ist source keine Liste.</translation>
        </message>
        <message>
            <source>Included by `{0}`, {1}.</source>
            <translation>Aufgenommen durch `{0}`, {1}.</translation>
        </message>
        <message>
            <source>Included by {0}.</source>
            <translation>Aufgenommen durch {0}.</translation>
        </message>
        <message>
            <source>Indexing met a fault, which is in the log, and begins anew.</source>
            <translation>Beim Indexieren trat ein Fehler auf, der im Protokoll steht; es beginnt von vorn.</translation>
        </message>
        <message>
            <source>Install or start the app it came from.</source>
            <translation>Installieren oder starten Sie das Programm, aus dem es stammt.</translation>
        </message>
        <message>
            <source>It belongs to another user: what is read of it can be found by you.</source>
            <translation>Es gehört einem anderen Benutzer: Was davon gelesen wird, können Sie finden.</translation>
        </message>
        <message>
            <source>It cannot be shown: no picture was found in it.</source>
            <translation>Es lässt sich nicht zeigen: Es wurde kein Bild darin gefunden.</translation>
        </message>
        <message>
            <source>It cannot be watched: {0}.</source>
            <translation>Es lässt sich nicht beobachten: {0}.</translation>
        </message>
        <message>
            <source>It could not be looked at: {0}.</source>
            <translation>Es ließ sich nicht ansehen: {0}.</translation>
        </message>
        <message>
            <source>It could not be opened: {0}.</source>
            <translation>Es ließ sich nicht öffnen: {0}.</translation>
        </message>
        <message>
            <source>It could not be read: {0}.</source>
            <translation>Es ließ sich nicht lesen: {0}.</translation>
        </message>
        <message>
            <source>It declares abbreviations of its own (XML entities), which are not read.</source>
            <translation>Es führt eigene Abkürzungen ein (XML-Entities), die nicht gelesen werden.</translation>
        </message>
        <message>
            <source>It has no page {0}; it has {1}.</source>
            <translation>Eine Seite {0} hat es nicht; es hat {1}.</translation>
        </message>
        <message>
            <source>It has no text layer.</source>
            <translation>Es hat keine Textebene.</translation>
        </message>
        <message>
            <source>It has no text.</source>
            <translation>Es hat keinen Text.</translation>
        </message>
        <message>
            <source>It has no vectors yet, so what is like it is looked up by its words.</source>
            <translation>Seine Bedeutung ist noch nicht gelernt; Ähnliches wird nach seinen Wörtern gesucht.</translation>
        </message>
        <message>
            <source>It has too many parts; the first were read.</source>
            <translation>Es hat zu viele Teile; die ersten wurden gelesen.</translation>
        </message>
        <message>
            <source>It holds a private key.</source>
            <translation>Es enthält einen privaten Schlüssel.</translation>
        </message>
        <message>
            <source>It holds more than can be read at once.</source>
            <translation>Es enthält mehr, als auf einmal gelesen werden kann.</translation>
        </message>
        <message>
            <source>It holds more than it may when unpacked (256 MB).</source>
            <translation>Es enthält ausgepackt mehr als erlaubt (256 MB).</translation>
        </message>
        <message>
            <source>It holds more than {0} files.</source>
            <translation>Es enthält mehr als {0} Dateien.</translation>
        </message>
        <message>
            <source>It holds more than {0} items.</source>
            <translation>Es enthält mehr als {0} Einträge.</translation>
        </message>
        <message>
            <source>It holds no text.</source>
            <translation>Es enthält keinen Text.</translation>
        </message>
        <message>
            <source>It holds nothing but zero bytes.</source>
            <translation>Es enthält nur Nullbytes.</translation>
        </message>
        <message>
            <source>It is a copy of the archive that it lies in.</source>
            <translation>Es ist eine Kopie des Archivs, in dem es liegt.</translation>
        </message>
        <message>
            <source>It is a folder; ask about a file in it.</source>
            <translation>Es ist ein Ordner; fragen Sie nach einer Datei darin.</translation>
        </message>
        <message>
            <source>It is a note in Joplin's trash, encrypted, or a copy that Joplin made.</source>
            <translation>Es ist eine Notiz aus Joplins Papierkorb, verschlüsselt, oder eine Kopie, die Joplin gemacht hat.</translation>
        </message>
        <message>
            <source>It is a picture, and no text was found on it.</source>
            <translation>Es ist ein Bild, auf dem kein Text gefunden wurde.</translation>
        </message>
        <message>
            <source>It is a picture.</source>
            <translation>Es ist ein Bild.</translation>
        </message>
        <message>
            <source>It is a picture: it is found by what is written about it.</source>
            <translation>Es ist ein Bild: Gefunden wird es durch das, was darüber geschrieben steht.</translation>
        </message>
        <message>
            <source>It is a program's database, and there is no reader for it.</source>
            <translation>Es ist die Datenbank eines Programms; lesen lässt sie sich nicht.</translation>
        </message>
        <message>
            <source>It is a symbolic link; links are followed only with `lfmsearch config set follow_links true`.</source>
            <translation>Es ist ein symbolischer Link; Links wird nur mit `lfmsearch config set follow_links true` gefolgt.</translation>
        </message>
        <message>
            <source>It is a template for notes.</source>
            <translation>Es ist eine Vorlage für Notizen.</translation>
        </message>
        <message>
            <source>It is a zip file of more members than any document has.</source>
            <translation>Es ist eine Zip-Datei mit mehr Teilen, als ein Dokument hat.</translation>
        </message>
        <message>
            <source>It is an archive; to look inside: lfmsearch config set archives true.</source>
            <translation>Es ist ein Archiv; um hineinzusehen: lfmsearch config set archives true.</translation>
        </message>
        <message>
            <source>It is an encrypted backup; export a decrypted one.</source>
            <translation>Es ist eine verschlüsselte Sicherung; exportieren Sie eine unverschlüsselte.</translation>
        </message>
        <message>
            <source>It is an item of a Joplin export that is no note.</source>
            <translation>Es ist ein Eintrag eines Joplin-Exports, der keine Notiz ist.</translation>
        </message>
        <message>
            <source>It is being written just now; it is read when that is done.</source>
            <translation>Es wird gerade geschrieben; gelesen wird es danach.</translation>
        </message>
        <message>
            <source>It is connected again.</source>
            <translation>Es ist wieder angeschlossen.</translation>
        </message>
        <message>
            <source>It is damaged, or its reader has a fault ({0}).</source>
            <translation>Es ist beschädigt, oder das Lesen schlug fehl ({0}).</translation>
        </message>
        <message>
            <source>It is damaged: it breaks off.</source>
            <translation>Es ist beschädigt: Es bricht ab.</translation>
        </message>
        <message>
            <source>It is damaged: it cannot be read.</source>
            <translation>Es ist beschädigt und lässt sich nicht lesen.</translation>
        </message>
        <message>
            <source>It is packed in a way that is not known here.</source>
            <translation>Es ist auf eine Weise gepackt, die hier nicht bekannt ist.</translation>
        </message>
        <message>
            <source>It is damaged: it cannot be unpacked.</source>
            <translation>Es ist beschädigt und lässt sich nicht auspacken.</translation>
        </message>
        <message>
            <source>It is damaged: it does not begin as a winmail.dat does.</source>
            <translation>Es ist beschädigt: Es beginnt nicht wie eine winmail.dat.</translation>
        </message>
        <message>
            <source>It is damaged: it is no valid JSON.</source>
            <translation>Es ist beschädigt: Es ist kein gültiges JSON.</translation>
        </message>
        <message>
            <source>It is damaged: it is no valid XML to its end.</source>
            <translation>Es ist beschädigt: Es ist nicht bis zum Ende gültiges XML.</translation>
        </message>
        <message>
            <source>It is damaged: its RTF cannot be read.</source>
            <translation>Es ist beschädigt: Sein RTF lässt sich nicht lesen.</translation>
        </message>
        <message>
            <source>It is damaged: its bytes cannot be decoded.</source>
            <translation>Es ist beschädigt: Seine Bytes lassen sich nicht entschlüsseln.</translation>
        </message>
        <message>
            <source>It is damaged: its content is missing.</source>
            <translation>Es ist beschädigt: Sein Inhalt fehlt.</translation>
        </message>
        <message>
            <source>It is damaged: its folders cannot be read.</source>
            <translation>Es ist beschädigt: Seine Ordner lassen sich nicht lesen.</translation>
        </message>
        <message>
            <source>It is damaged: its list of chapters cannot be read.</source>
            <translation>Es ist beschädigt: Seine Kapitelliste lässt sich nicht lesen.</translation>
        </message>
        <message>
            <source>It is damaged: its list of chapters is missing.</source>
            <translation>Es ist beschädigt: Seine Kapitelliste fehlt.</translation>
        </message>
        <message>
            <source>It is damaged: its main part is missing.</source>
            <translation>Es ist beschädigt: Sein Hauptteil fehlt.</translation>
        </message>
        <message>
            <source>It is damaged: its objects cannot be read.</source>
            <translation>Es ist beschädigt: Seine Objekte lassen sich nicht lesen.</translation>
        </message>
        <message>
            <source>It is damaged: its pages cannot be read.</source>
            <translation>Es ist beschädigt: Seine Seiten lassen sich nicht lesen.</translation>
        </message>
        <message>
            <source>It is damaged: its sheets cannot be read.</source>
            <translation>Es ist beschädigt: Seine Tabellen lassen sich nicht lesen.</translation>
        </message>
        <message>
            <source>It is damaged: its streams cannot be listed.</source>
            <translation>Es ist beschädigt: Sein Inhaltsverzeichnis lässt sich nicht lesen.</translation>
        </message>
        <message>
            <source>It is damaged: its tables cannot be read.</source>
            <translation>Es ist beschädigt: Seine Tabellen lassen sich nicht lesen.</translation>
        </message>
        <message>
            <source>It is damaged: its text cannot be located.</source>
            <translation>Es ist beschädigt: Sein Text ist nicht auffindbar.</translation>
        </message>
        <message>
            <source>It is damaged: its text cannot be read.</source>
            <translation>Es ist beschädigt: Sein Text lässt sich nicht lesen.</translation>
        </message>
        <message>
            <source>It is damaged: its text cannot be unpacked.</source>
            <translation>Es ist beschädigt: Sein Text lässt sich nicht auspacken.</translation>
        </message>
        <message>
            <source>It is damaged: its zip directory cannot be read.</source>
            <translation>Es ist beschädigt: Sein Zip-Verzeichnis lässt sich nicht lesen.</translation>
        </message>
        <message>
            <source>It is damaged: one of its streams breaks off.</source>
            <translation>Es ist beschädigt: Ein Teil bricht ab.</translation>
        </message>
        <message>
            <source>It is damaged: the parts that such a file has are missing.</source>
            <translation>Es ist beschädigt: Teile, die eine solche Datei hat, fehlen.</translation>
        </message>
        <message>
            <source>It is damaged: {0} cannot be unpacked.</source>
            <translation>Es ist beschädigt: {0} lässt sich nicht auspacken.</translation>
        </message>
        <message>
            <source>It is damaged: {0} is no valid XML.</source>
            <translation>Es ist beschädigt: {0} ist kein gültiges XML.</translation>
        </message>
        <message>
            <source>It is empty.</source>
            <translation>Es ist leer.</translation>
        </message>
        <message>
            <source>It is encrypted.</source>
            <translation>Es ist verschlüsselt.</translation>
        </message>
        <message>
            <source>It is in Keep's trash.</source>
            <translation>Es liegt in Keeps Papierkorb.</translation>
        </message>
        <message>
            <source>It is in a cloud ({0}): reading its files downloads all of them.</source>
            <translation>Es liegt in einer Cloud ({0}): Beim Lesen würden alle Dateien heruntergeladen.</translation>
        </message>
        <message>
            <source>It is indexed and comes at place {0}.</source>
            <translation>Es ist im Index und steht an Stelle {0}.</translation>
        </message>
        <message>
            <source>It is indexed, but not among the first {0} of this search: no word of it, and not near in meaning.</source>
            <translation>Es ist im Index, aber nicht unter den ersten {0} dieser Suche: kein Wort davon, und der Bedeutung nach nicht nah.</translation>
        </message>
        <message>
            <source>It is indexed, but this search finds nothing at all.</source>
            <translation>Es ist im Index, aber diese Suche findet gar nichts.</translation>
        </message>
        <message>
            <source>It is indexed: {0}.</source>
            <translation>Es ist im Index: {0}.</translation>
        </message>
        <message>
            <source>It is kept in the cloud and not on this disk; lfmsearch downloads nothing by itself.</source>
            <translation>Es liegt in der Cloud und nicht auf diesem Datenträger; lfmsearch lädt von selbst nichts herunter.</translation>
        </message>
        <message>
            <source>It is kept in the cloud and not on this machine.</source>
            <translation>Es liegt in der Cloud und nicht auf diesem Rechner.</translation>
        </message>
        <message>
            <source>It is larger than 64 MB.</source>
            <translation>Es ist größer als 64 MB.</translation>
        </message>
        <message>
            <source>It is larger than 64 MB: the text on it was not read.</source>
            <translation>Es ist größer als 64 MB: Der Text darauf wurde nicht gelesen.</translation>
        </message>
        <message>
            <source>It is larger than {0} GB.</source>
            <translation>Es ist größer als {0} GB.</translation>
        </message>
        <message>
            <source>It is larger than {0} MB.</source>
            <translation>Es ist größer als {0} MB.</translation>
        </message>
        <message>
            <source>It is left out. {0}</source>
            <translation>Es ist ausgelassen. {0}</translation>
        </message>
        <message>
            <source>It is looked through now and then.</source>
            <translation>Es wird ab und zu durchgesehen.</translation>
        </message>
        <message>
            <source>It is made up by a program ({0}): what lies there may not end, or not stay.</source>
            <translation>Ein Programm stellt es bereit ({0}): Was dort liegt, endet vielleicht nie oder bleibt nicht.</translation>
        </message>
        <message>
            <source>It is missing from the export.</source>
            <translation>Es fehlt im Export.</translation>
        </message>
        <message>
            <source>It is nested too deeply.</source>
            <translation>Es ist zu tief verschachtelt.</translation>
        </message>
        <message>
            <source>It is new; the next `lfmsearch index` reads it.</source>
            <translation>Es ist neu und wird beim nächsten Durchgang gelesen.</translation>
        </message>
        <message>
            <source>It is no export of notes: its JSON is no object.</source>
            <translation>Es ist kein Export von Notizen: Sein JSON ist kein Objekt.</translation>
        </message>
        <message>
            <source>It is no longer in there.</source>
            <translation>Es ist nicht mehr darin.</translation>
        </message>
        <message>
            <source>It is no longer there.</source>
            <translation>Es ist nicht mehr da.</translation>
        </message>
        <message>
            <source>It is not a regular file.</source>
            <translation>Es ist keine gewöhnliche Datei.</translation>
        </message>
        <message>
            <source>It is not on this machine: its program has not fetched it.</source>
            <translation>Es ist nicht auf diesem Rechner: Sein Programm hat es nicht geholt.</translation>
        </message>
        <message>
            <source>It is not text, and there is no reader for its type.</source>
            <translation>Es ist kein Text, und diese Art lässt sich nicht lesen.</translation>
        </message>
        <message>
            <source>It is on a network drive ({0}): every file is read over the network, again after each change.</source>
            <translation>Es liegt auf einem Netzlaufwerk ({0}): Jede Datei wird über das Netz gelesen, nach jeder Änderung wieder.</translation>
        </message>
        <message>
            <source>It is protected against copying.</source>
            <translation>Es ist kopiergeschützt.</translation>
        </message>
        <message>
            <source>It is protected by a password.</source>
            <translation>Es ist mit einem Passwort geschützt.</translation>
        </message>
        <message>
            <source>It is the page of a Google Keep note that is read from the file beside it.</source>
            <translation>Es ist die Seite einer Google-Keep-Notiz, die aus der Datei daneben gelesen wird.</translation>
        </message>
        <message>
            <source>It is too large to show: {0} × {1} pixels.</source>
            <translation>Es ist zu groß, um es zu zeigen: {0} × {1} Pixel.</translation>
        </message>
        <message>
            <source>It lies in no source; `lfmsearch add` makes its folder one.{0}</source>
            <translation>Es liegt in keiner Quelle; fügen Sie seinen Ordner hinzu.{0}</translation>
        </message>
        <message>
            <source>It lies on a network drive or in a cloud ({0}), where changes are not told.</source>
            <translation>Es liegt auf einem Netzlaufwerk oder in einer Cloud ({0}), wo Änderungen nicht gemeldet werden.</translation>
        </message>
        <message>
            <source>It lies too deep inside other files.</source>
            <translation>Es liegt zu tief in anderen Dateien.</translation>
        </message>
        <message>
            <source>It may be deleted.</source>
            <translation>Die Datei darf gelöscht werden.</translation>
        </message>
        <message>
            <source>It may not be read: permission was denied.</source>
            <translation>Es darf nicht gelesen werden: Die Erlaubnis fehlt.</translation>
        </message>
        <message>
            <source>It repeats the table beside it.</source>
            <translation>Es wiederholt die Tabelle daneben.</translation>
        </message>
        <message>
            <source>It takes {0}.</source>
            <translation>Möglich ist {0}.</translation>
        </message>
        <message>
            <source>It waits to be read, at place {0} of the queue.</source>
            <translation>Es wartet darauf, gelesen zu werden, an Stelle {0} der Reihe.</translation>
        </message>
        <message>
            <source>It was deleted.</source>
            <translation>Es wurde gelöscht.</translation>
        </message>
        <message>
            <source>Its latest changes stand in a file beside it (-wal) that cannot be opened; starting and quitting its program helps.</source>
            <translation>Seine letzten Änderungen stehen in einer Datei daneben (-wal), die sich nicht öffnen lässt; es hilft, sein Programm zu starten und zu beenden.</translation>
        </message>
        <message>
            <source>Its pages cannot be drawn.</source>
            <translation>Seine Seiten lassen sich nicht zeichnen.</translation>
        </message>
        <message>
            <source>Its reader answered nonsense.</source>
            <translation>Beim Lesen kam Unsinn heraus.</translation>
        </message>
        <message>
            <source>Its reader crashed ({0}).</source>
            <translation>Das Lesen stürzte ab ({0}).</translation>
        </message>
        <message>
            <source>Its reader crashed on it.</source>
            <translation>Das Lesen stürzte ab.</translation>
        </message>
        <message>
            <source>Its sheets cannot be read; these are the texts of its cells, without their order.</source>
            <translation>Seine Tabellen lassen sich nicht lesen; dies sind die Texte der Zellen, ohne ihre Ordnung.</translation>
        </message>
        <message>
            <source>Its source {0} is not connected now.</source>
            <translation>Seine Quelle {0} ist gerade nicht angeschlossen.</translation>
        </message>
        <message>
            <source>Its zip file holds more than a zip file of its size may.</source>
            <translation>Seine Zip-Datei enthält mehr, als eine dieser Größe darf.</translation>
        </message>
        <message>
            <source>Leave it out, or filter by one of: {0}.</source>
            <translation>Lassen Sie es weg, oder filtern Sie nach einem von: {0}.</translation>
        </message>
        <message>
            <source>Leave it out.</source>
            <translation>Lassen Sie es weg.</translation>
        </message>
        <message>
            <source>Less than {0} is free on the disk of the index: indexing waits for room.</source>
            <translation>Auf dem Datenträger des Index sind weniger als {0} frei: Das Indexieren wartet auf Platz.</translation>
        </message>
        <message>
            <source>Look at the folder {0}.</source>
            <translation>Sehen Sie sich den Ordner {0} an.</translation>
        </message>
        <message>
            <source>Look at who owns {0}.</source>
            <translation>Sehen Sie nach, wem {0} gehört.</translation>
        </message>
        <message>
            <source>Make it shorter.</source>
            <translation>Kürzen Sie sie.</translation>
        </message>
        <message>
            <source>Make room and run the same command again; nothing done so far is lost.</source>
            <translation>Schaffen Sie Platz; nichts, was getan ist, geht verloren.</translation>
        </message>
        <message>
            <source>Make room on this disk and try again.</source>
            <translation>Schaffen Sie Platz auf diesem Datenträger und versuchen Sie es noch einmal.</translation>
        </message>
        <message>
            <source>Make room on this disk.</source>
            <translation>Schaffen Sie Platz auf diesem Datenträger.</translation>
        </message>
        <message>
            <source>Make room; nothing is lost.</source>
            <translation>Schaffen Sie Platz; es geht nichts verloren.</translation>
        </message>
        <message>
            <source>Move it away, then try again.</source>
            <translation>Legen Sie es woanders hin und versuchen Sie es noch einmal.</translation>
        </message>
        <message>
            <source>Move that file away and run `lfmsearch index`.</source>
            <translation>Legen Sie diese Datei woanders hin.</translation>
        </message>
        <message>
            <source>No app on this machine opens {0}: addresses.</source>
            <translation>Kein Programm auf diesem Rechner öffnet {0}:-Adressen.</translation>
        </message>
        <message>
            <source>No model is here, so search is by words alone. `lfmsearch models pull` fetches one.</source>
            <translation>Es ist kein Modell hier; gesucht wird nur nach Wörtern.</translation>
        </message>
        <message>
            <source>Nothing can be watched here: {0}.</source>
            <translation>Hier lässt sich nichts beobachten: {0}.</translation>
        </message>
        <message>
            <source>Nothing is indexed yet: `lfmsearch add FOLDER`, then `lfmsearch index`.</source>
            <translation>Noch ist nichts im Index: Wählen Sie in den Einstellungen, was durchsucht wird.</translation>
        </message>
        <message>
            <source>Nothing is ranked again: it would have taken longer than the setting rerank_budget_ms lets it.</source>
            <translation>Nichts wird neu geordnet: Es hätte länger gedauert, als die Einstellung rerank_budget_ms erlaubt.</translation>
        </message>
        <message>
            <source>Nothing is ranked again: no model for it is here. `lfmsearch models` lists those there are.</source>
            <translation>Nichts wird neu geordnet: Ein Modell dafür ist nicht hier.</translation>
        </message>
        <message>
            <source>Nothing that says: {0}</source>
            <translation>Nichts mit: {0}</translation>
        </message>
        <message>
            <source>Nothing was opened.</source>
            <translation>Es wurde nichts geöffnet.</translation>
        </message>
        <message>
            <source>OR cannot join something that is left out with “-”.</source>
            <translation>OR kann nichts verbinden, was mit „-“ ausgeschlossen ist.</translation>
        </message>
        <message>
            <source>OR cannot join “{0}” and “{1}”: it joins words, or values of one field.</source>
            <translation>OR kann „{0}“ und „{1}“ nicht verbinden: Es verbindet Wörter oder Werte eines Feldes.</translation>
        </message>
        <message>
            <source>OR cannot join “{0}” and “{1}”: they are different fields.</source>
            <translation>OR kann „{0}“ und „{1}“ nicht verbinden: Es sind verschiedene Felder.</translation>
        </message>
        <message>
            <source>Of its pages without text, the first {0} were read.</source>
            <translation>Von seinen Seiten ohne Text wurden die ersten {0} gelesen.</translation>
        </message>
        <message>
            <source>Of its sheets, {0} could not be read.</source>
            <translation>Von seinen Tabellen ließen sich {0} nicht lesen.</translation>
        </message>
        <message>
            <source>On battery with {0} % left: indexing waits for the mains.</source>
            <translation>Im Akkubetrieb mit {0} % Rest: Das Indexieren wartet auf das Netz.</translation>
        </message>
        <message>
            <source>On battery: meaning waits for the mains.</source>
            <translation>Im Akkubetrieb: Das Lernen von Bedeutung wartet auf das Netz.</translation>
        </message>
        <message>
            <source>Only its first 64 MB were read.</source>
            <translation>Nur die ersten 64 MB wurden gelesen.</translation>
        </message>
        <message>
            <source>Only its first {0} characters were read.</source>
            <translation>Nur die ersten {0} Zeichen wurden gelesen.</translation>
        </message>
        <message>
            <source>Only its first {0} rows were read.</source>
            <translation>Nur die ersten {0} Zeilen wurden gelesen.</translation>
        </message>
        <message>
            <source>Only requests are taken.</source>
            <translation>Nur Anfragen werden angenommen.</translation>
        </message>
        <message>
            <source>Only the first {0} of its {1} files were read.</source>
            <translation>Nur die ersten {0} seiner {1} Dateien wurden gelesen.</translation>
        </message>
        <message>
            <source>Only the first {0} of {1} different words are looked up.</source>
            <translation>Nur die ersten {0} von {1} verschiedenen Wörtern werden gesucht.</translation>
        </message>
        <message>
            <source>Only words can be explained, and there are none in this query.</source>
            <translation>Nur Wörter lassen sich erklären, und in dieser Suche stehen keine.</translation>
        </message>
        <message>
            <source>Outlook data files need an extra: pip install 'lfmsearch[pst]'.</source>
            <translation>Outlook-Datendateien brauchen einen Zusatz: pip install 'lfmsearch[pst]'.</translation>
        </message>
        <message>
            <source>Outlook for Mac keeps mails in a format that only it can read. Add the same account to Apple Mail or Thunderbird, or drag mails out of Outlook into a folder and add that.</source>
            <translation>Outlook für Mac hält Mails in einem Format, das nur es selbst lesen kann. Richten Sie dasselbe Konto in Apple Mail oder Thunderbird ein, oder ziehen Sie Mails aus Outlook in einen Ordner und fügen Sie diesen hinzu.</translation>
        </message>
        <message>
            <source>Please report it, with what lfmsearch doctor says.</source>
            <translation>Bitte melden Sie es, mit dem, was lfmsearch doctor sagt.</translation>
        </message>
        <message>
            <source>Reading it ended the program again and again; it is left alone until it changes.</source>
            <translation>Beim Lesen stürzte das Programm immer wieder ab; die Datei bleibt liegen, bis sie sich ändert.</translation>
        </message>
        <message>
            <source>Reading it took longer than {0} seconds.</source>
            <translation>Das Lesen dauerte länger als {0} Sekunden.</translation>
        </message>
        <message>
            <source>Reading it took more memory than allowed ({0} GB).</source>
            <translation>Das Lesen brauchte mehr Speicher als erlaubt ({0} GB).</translation>
        </message>
        <message>
            <source>Reading it took more memory than allowed.</source>
            <translation>Das Lesen brauchte mehr Speicher als erlaubt.</translation>
        </message>
        <message>
            <source>Reading its tables took too long.</source>
            <translation>Das Lesen der Tabellen dauerte zu lange.</translation>
        </message>
        <message>
            <source>Remove it by hand.</source>
            <translation>Entfernen Sie es von Hand.</translation>
        </message>
        <message>
            <source>Remove it, or choose a home with a shorter path.</source>
            <translation>Entfernen Sie ihn, oder wählen Sie einen Ort mit kürzerem Pfad.</translation>
        </message>
        <message>
            <source>Run `lfmsearch index` once to bring it up to date.</source>
            <translation>Führen Sie einmal `lfmsearch index` aus, um ihn auf den neuesten Stand zu bringen.</translation>
        </message>
        <message>
            <source>Run `lfmsearch index`: the damaged file is kept aside and the index is built again from your files.</source>
            <translation>Die beschädigte Datei wird aufgehoben und der Index aus Ihren Dateien neu gebaut.</translation>
        </message>
        <message>
            <source>Save it as UTF-8, or delete the file.</source>
            <translation>Speichern Sie die Datei als UTF-8, oder löschen Sie sie.</translation>
        </message>
        <message>
            <source>Save it as UTF-8.</source>
            <translation>Speichern Sie die Datei als UTF-8.</translation>
        </message>
        <message>
            <source>Search again: it may have been removed since.</source>
            <translation>Suchen Sie noch einmal: Vielleicht wurde es inzwischen entfernt.</translation>
        </message>
        <message>
            <source>Search for the one you mean, and give the id of its hit.</source>
            <translation>Suchen Sie nach dem, das Sie meinen.</translation>
        </message>
        <message>
            <source>Search is by words alone: no passage is embedded yet.</source>
            <translation>Gesucht wird nur nach Wörtern: Noch ist keine Bedeutung gelernt.</translation>
        </message>
        <message>
            <source>Search is by words alone: the model of this index is not here.</source>
            <translation>Gesucht wird nur nach Wörtern: Das Modell dieses Index ist nicht hier.</translation>
        </message>
        <message>
            <source>Set it for your account: setx LFMSEARCH_HOME "{0}".</source>
            <translation>Setzen Sie es für Ihr Konto: setx LFMSEARCH_HOME "{0}".</translation>
        </message>
        <message>
            <source>Start it again with `lfmsearch service start`, and ask again.</source>
            <translation>Starten Sie ihn mit `lfmsearch service start` und fragen Sie noch einmal.</translation>
        </message>
        <message>
            <source>Start it anew: lfmsearch service stop &amp;&amp; lfmsearch service start</source>
            <translation>Starten Sie ihn neu: lfmsearch service stop &amp;&amp; lfmsearch service start</translation>
        </message>
        <message>
            <source>Start it with `lfmsearch service start`.</source>
            <translation>Starten Sie ihn mit `lfmsearch service start`.</translation>
        </message>
        <message>
            <source>Stop it with `lfmsearch service stop`.</source>
            <translation>Beenden Sie ihn mit `lfmsearch service stop`.</translation>
        </message>
        <message>
            <source>Stop the process that holds it, and start it anew.</source>
            <translation>Beenden Sie den Prozess, der ihn hält, und starten Sie ihn neu.</translation>
        </message>
        <message>
            <source>Take a GGUF file of an embedding model, converted for llama.cpp.</source>
            <translation>Nehmen Sie eine GGUF-Datei eines Embedding-Modells, für llama.cpp umgewandelt.</translation>
        </message>
        <message>
            <source>The OCR command could not be started: {0}.</source>
            <translation>Der OCR-Befehl ließ sich nicht starten: {0}.</translation>
        </message>
        <message>
            <source>The OCR command failed: it ended with exit code {0}.</source>
            <translation>Der OCR-Befehl schlug fehl: Er endete mit Code {0}.</translation>
        </message>
        <message>
            <source>The OCR command failed: it printed more than {0} MB for one picture.</source>
            <translation>Der OCR-Befehl schlug fehl: Er gab für ein Bild mehr als {0} MB aus.</translation>
        </message>
        <message>
            <source>The OCR command failed: it took longer than {0} seconds for one picture.</source>
            <translation>Der OCR-Befehl schlug fehl: Er brauchte für ein Bild länger als {0} Sekunden.</translation>
        </message>
        <message>
            <source>The Run key could not be changed: {0}.</source>
            <translation>Der Run-Schlüssel ließ sich nicht ändern: {0}.</translation>
        </message>
        <message>
            <source>The Run key could not be written: {0}.</source>
            <translation>Der Run-Schlüssel ließ sich nicht schreiben: {0}.</translation>
        </message>
        <message>
            <source>The archive holds more than may be unpacked of it.</source>
            <translation>Das Archiv enthält mehr, als ausgepackt werden darf.</translation>
        </message>
        <message>
            <source>The disk became full while {0} was fetched.</source>
            <translation>Der Datenträger wurde voll, während {0} geholt wurde.</translation>
        </message>
        <message>
            <source>The disk that holds {0} is full.</source>
            <translation>Der Datenträger mit {0} ist voll.</translation>
        </message>
        <message>
            <source>The environment sets {0}, which is no setting.</source>
            <translation>Die Umgebung setzt {0}; eine solche Einstellung gibt es nicht.</translation>
        </message>
        <message>
            <source>The fields are {0}. To look for the text itself, put it in quotes: "{1}:{2}".</source>
            <translation>Die Felder sind {0}. Den Text selbst sucht man in Anführungszeichen: "{1}:{2}".</translation>
        </message>
        <message>
            <source>The files of its note take more than {0} MB.</source>
            <translation>Die Dateien seiner Notiz sind größer als {0} MB.</translation>
        </message>
        <message>
            <source>The folder could not be read: {0}.{1}</source>
            <translation>Der Ordner ließ sich nicht lesen: {0}.{1}</translation>
        </message>
        <message>
            <source>The folder is kept in the cloud and not on this machine.</source>
            <translation>Der Ordner liegt in der Cloud und nicht auf diesem Rechner.</translation>
        </message>
        <message>
            <source>The folder {0} could not be made: {1}.</source>
            <translation>Der Ordner {0} ließ sich nicht anlegen: {1}.</translation>
        </message>
        <message>
            <source>The folder {0} is not a private folder of yours.</source>
            <translation>Der Ordner {0} gehört nicht Ihnen allein.</translation>
        </message>
        <message>
            <source>The hub does not say how large {0} is or what its sha256 is.</source>
            <translation>Der Anbieter sagt nicht, wie groß {0} ist oder welches sein sha256 ist.</translation>
        </message>
        <message>
            <source>The hub has another {0} than lfmsearch knows (its size or sha256 differs); nothing was fetched.</source>
            <translation>Beim Anbieter liegt ein anderes {0}, als lfmsearch kennt (Größe oder sha256 weichen ab); es wurde nichts geholt.</translation>
        </message>
        <message>
            <source>The index {0} cannot be used ({1}).</source>
            <translation>Der Index {0} lässt sich nicht benutzen ({1}).</translation>
        </message>
        <message>
            <source>The index {0} is damaged ({1}).</source>
            <translation>Der Index {0} ist beschädigt ({1}).</translation>
        </message>
        <message>
            <source>The index {0} is of an earlier version.</source>
            <translation>Der Index {0} ist von einer früheren Version.</translation>
        </message>
        <message>
            <source>The keys are {0}.</source>
            <translation>Die Schlüssel sind {0}.</translation>
        </message>
        <message>
            <source>The kinds are {0}.</source>
            <translation>Die Arten sind {0}.</translation>
        </message>
        <message>
            <source>The machine is hot: indexing waits until it has cooled down.</source>
            <translation>Der Rechner ist heiß: Das Indexieren wartet, bis er abgekühlt ist.</translation>
        </message>
        <message>
            <source>The machine saves energy: indexing waits until low power mode is off.</source>
            <translation>Der Rechner spart Energie: Das Indexieren wartet, bis der Stromsparmodus aus ist.</translation>
        </message>
        <message>
            <source>The machine was asleep.</source>
            <translation>Der Rechner hat geschlafen.</translation>
        </message>
        <message>
            <source>The mail program has not downloaded it.</source>
            <translation>Das Mailprogramm hat es nicht heruntergeladen.</translation>
        </message>
        <message>
            <source>The model needs {0} MB in {1}; {2} MB are free.</source>
            <translation>Das Modell braucht {0} MB in {1}; frei sind {2} MB.</translation>
        </message>
        <message>
            <source>The model {0} is not here.</source>
            <translation>Das Modell {0} ist nicht hier.</translation>
        </message>
        <message>
            <source>The other end takes nothing: {0}.</source>
            <translation>Die Gegenseite nimmt nichts an: {0}.</translation>
        </message>
        <message>
            <source>The path of Python is too long for the Run key of Windows: {0}.</source>
            <translation>Der Pfad von Python ist zu lang für den Run-Schlüssel von Windows: {0}.</translation>
        </message>
        <message>
            <source>The query has {0} {1}; {2} is the most.</source>
            <translation>Die Suche hat {0} {1}; höchstens {2} gehen.</translation>
        </message>
        <message>
            <source>The query only says what to leave out.</source>
            <translation>Die Suche sagt nur, was wegbleiben soll.</translation>
        </message>
        <message>
            <source>The service already talks to {0} programs.</source>
            <translation>Der Dienst spricht schon mit {0} Programmen.</translation>
        </message>
        <message>
            <source>The service cannot be asked at {0}: {1}.</source>
            <translation>Der Dienst ist unter {0} nicht erreichbar: {1}.</translation>
        </message>
        <message>
            <source>The service cannot listen at {0}: {1}.</source>
            <translation>Der Dienst kann unter {0} nicht erreicht werden: {1}.</translation>
        </message>
        <message>
            <source>The service cannot read this request. {0}</source>
            <translation>Der Dienst kann diese Anfrage nicht lesen. {0}</translation>
        </message>
        <message>
            <source>The service ended at once. {0}</source>
            <translation>Der Dienst endete sofort. {0}</translation>
        </message>
        <message>
            <source>The service ended before it answered.</source>
            <translation>Der Dienst wurde beendet, bevor er antwortete.</translation>
        </message>
        <message>
            <source>The service ended the connection before it said anything.</source>
            <translation>Der Dienst hat die Verbindung beendet, bevor er etwas sagte.</translation>
        </message>
        <message>
            <source>The service failed in a way it should not: {0}: {1}</source>
            <translation>Der Dienst ist auf unvorhergesehene Weise gescheitert: {0}: {1}</translation>
        </message>
        <message>
            <source>The service has not answered within {0} seconds.</source>
            <translation>Der Dienst hat {0} Sekunden lang nicht geantwortet.</translation>
        </message>
        <message>
            <source>The service is ending.</source>
            <translation>Der Dienst wird beendet.</translation>
        </message>
        <message>
            <source>The service is not running.</source>
            <translation>Der Dienst läuft nicht.</translation>
        </message>
        <message>
            <source>The service says nothing for {0} seconds.</source>
            <translation>Der Dienst sagt seit {0} Sekunden nichts.</translation>
        </message>
        <message>
            <source>The service takes no connections.</source>
            <translation>Der Dienst nimmt keine Verbindungen an.</translation>
        </message>
        <message>
            <source>The service that runs is lfmsearch {0}, this is {1}.</source>
            <translation>Der laufende Dienst ist lfmsearch {0}, dies ist {1}.</translation>
        </message>
        <message>
            <source>The service was started and does not answer.</source>
            <translation>Der Dienst wurde gestartet und antwortet nicht.</translation>
        </message>
        <message>
            <source>The service was told to stop and still answers.</source>
            <translation>Der Dienst sollte enden und antwortet noch immer.</translation>
        </message>
        <message>
            <source>The service's answer cannot be read. {0}</source>
            <translation>Die Antwort des Dienstes lässt sich nicht lesen. {0}</translation>
        </message>
        <message>
            <source>The setting {0}{1} cannot be {2}.</source>
            <translation>Die Einstellung {0}{1} kann nicht {2} sein.</translation>
        </message>
        <message>
            <source>The settings are {0}.</source>
            <translation>Die Einstellungen sind {0}.</translation>
        </message>
        <message>
            <source>The zip file inside it could not be read: {0} Unpacked, it can be.</source>
            <translation>Die Zip-Datei darin ließ sich nicht lesen: {0} Ausgepackt geht es.</translation>
        </message>
        <message>
            <source>There is no document {0}.</source>
            <translation>Ein Dokument {0} gibt es nicht.</translation>
        </message>
        <message>
            <source>There is no field “{0}:”.{1}</source>
            <translation>Ein Feld „{0}:“ gibt es nicht.{1}</translation>
        </message>
        <message>
            <source>There is no file {0}.</source>
            <translation>Eine Datei {0} gibt es nicht.</translation>
        </message>
        <message>
            <source>There is no kind of Source called {0}.</source>
            <translation>Eine Art von Quelle namens {0} gibt es nicht.</translation>
        </message>
        <message>
            <source>There is no model named {0}.</source>
            <translation>Ein Modell namens {0} gibt es nicht.</translation>
        </message>
        <message>
            <source>There is no page {0} of {1} hits.</source>
            <translation>Eine Seite {0} mit {1} Treffern gibt es nicht.</translation>
        </message>
        <message>
            <source>There is no passage {0}:{1}.</source>
            <translation>Eine Textstelle {0}:{1} gibt es nicht.</translation>
        </message>
        <message>
            <source>There is no reader for {0} files.</source>
            <translation>{0}-Dateien lassen sich nicht lesen.</translation>
        </message>
        <message>
            <source>There is no reader for {0}.</source>
            <translation>Für {0} gibt es keinen Leser.</translation>
        </message>
        <message>
            <source>There is no setting {0}{1}.</source>
            <translation>Eine Einstellung {0}{1} gibt es nicht.</translation>
        </message>
        <message>
            <source>There is no such file; the next `lfmsearch index` takes it out.</source>
            <translation>Diese Datei gibt es nicht mehr; beim nächsten Durchgang wird sie herausgenommen.</translation>
        </message>
        <message>
            <source>There is nothing at {0}.</source>
            <translation>Unter {0} ist nichts.</translation>
        </message>
        <message>
            <source>There is nothing to look for in “{0}”.</source>
            <translation>In „{0}“ steht nichts, was sich suchen lässt.</translation>
        </message>
        <message>
            <source>There is nothing to look for: the query is empty.</source>
            <translation>Es gibt nichts zu suchen: Die Suche ist leer.</translation>
        </message>
        <message>
            <source>There may be too little memory.</source>
            <translation>Vielleicht ist zu wenig Speicher da.</translation>
        </message>
        <message>
            <source>This Python's XML reader is too old to read it safely (expat before 2.4.1).</source>
            <translation>Der XML-Leser dieses Pythons ist zu alt, um es sicher zu lesen (expat vor 2.4.1).</translation>
        </message>
        <message>
            <source>This graph is a database, which only Logseq can read. In Logseq, choose Export graph → Standard Markdown, and add the folder it makes.</source>
            <translation>Dieser Graph ist eine Datenbank, die nur Logseq lesen kann. Wählen Sie in Logseq Export graph → Standard Markdown, und fügen Sie den Ordner hinzu, der dabei entsteht.</translation>
        </message>
        <message>
            <source>This is more than fits into a message: {0} MB.</source>
            <translation>Das ist mehr, als in eine Nachricht passt: {0} MB.</translation>
        </message>
        <message>
            <source>This is not a line of JSON: {0}.</source>
            <translation>Das ist keine Zeile in JSON: {0}.</translation>
        </message>
        <message>
            <source>This is not an address of a mail program or a notes app.</source>
            <translation>Das ist keine Adresse eines Mailprogramms oder einer Notizen-App.</translation>
        </message>
        <message>
            <source>This needs {0} and a program for this kind of file.</source>
            <translation>Dafür braucht es {0} und ein Programm für diese Art von Datei.</translation>
        </message>
        <message>
            <source>This system lets no further program watch folders (fs.inotify.max_user_instances).</source>
            <translation>Dieses System lässt kein weiteres Programm Ordner beobachten (fs.inotify.max_user_instances).</translation>
        </message>
        <message>
            <source>Try `systemctl --user status`.</source>
            <translation>Versuchen Sie `systemctl --user status`.</translation>
        </message>
        <message>
            <source>Try `systemctl --user {0}`.</source>
            <translation>Versuchen Sie `systemctl --user {0}`.</translation>
        </message>
        <message>
            <source>Try again in a moment.</source>
            <translation>Versuchen Sie es gleich noch einmal.</translation>
        </message>
        <message>
            <source>Try again later.</source>
            <translation>Versuchen Sie es später noch einmal.</translation>
        </message>
        <message>
            <source>Try again, or start it anew.</source>
            <translation>Versuchen Sie es noch einmal, oder starten Sie ihn neu.</translation>
        </message>
        <message>
            <source>Try again.</source>
            <translation>Versuchen Sie es noch einmal.</translation>
        </message>
        <message>
            <source>Unset LFMSEARCH_OFFLINE to fetch it.</source>
            <translation>Nehmen Sie LFMSEARCH_OFFLINE weg, um es zu holen.</translation>
        </message>
        <message>
            <source>Unset it to fetch the model.</source>
            <translation>Nehmen Sie es weg, um das Modell zu holen.</translation>
        </message>
        <message>
            <source>Update lfmsearch, or set LFMSEARCH_HOME to another folder.</source>
            <translation>Aktualisieren Sie lfmsearch, oder setzen Sie LFMSEARCH_HOME auf einen anderen Ordner.</translation>
        </message>
        <message>
            <source>Use another folder for lfmsearch.</source>
            <translation>Nehmen Sie einen anderen Ordner für lfmsearch.</translation>
        </message>
        <message>
            <source>Wait until it has finished, or stop it, and run the command again.</source>
            <translation>Warten Sie, bis es fertig ist, oder halten Sie es an.</translation>
        </message>
        <message>
            <source>Wait until it is here, or stop it.</source>
            <translation>Warten Sie, bis es da ist, oder halten Sie es an.</translation>
        </message>
        <message>
            <source>What answers for the service runs as another user.</source>
            <translation>Was für den Dienst antwortet, läuft unter einem anderen Benutzer.</translation>
        </message>
        <message>
            <source>What answers is not a service of lfmsearch. {0}</source>
            <translation>Was antwortet, ist kein Dienst von lfmsearch. {0}</translation>
        </message>
        <message>
            <source>What arrived is kept: try again, or take the file by other means and `lfmsearch models import FILE`.</source>
            <translation>Was ankam, bleibt: Versuchen Sie es noch einmal, oder holen Sie die Datei anders und nehmen Sie sie mit `lfmsearch models import DATEI` auf.</translation>
        </message>
        <message>
            <source>What arrived is not {0} (size or sha256 differ); it was deleted.</source>
            <translation>Was ankam, ist nicht {0} (Größe oder sha256 weichen ab); es wurde gelöscht.</translation>
        </message>
        <message>
            <source>What counts there has changed.</source>
            <translation>Was dort zählt, hat sich geändert.</translation>
        </message>
        <message>
            <source>Write a word, a question, or a field like kind:mail.</source>
            <translation>Schreiben Sie ein Wort, eine Frage oder ein Feld wie kind:mail.</translation>
        </message>
        <message>
            <source>Write a word, a question, or a field.</source>
            <translation>Schreiben Sie ein Wort, eine Frage oder ein Feld.</translation>
        </message>
        <message>
            <source>Write has:attachment.</source>
            <translation>Schreiben Sie has:attachment.</translation>
        </message>
        <message>
            <source>Write it as in a .gitignore, such as *.pdf or Old/.</source>
            <translation>Schreiben Sie es wie in einer .gitignore, etwa *.pdf oder Alt/.</translation>
        </message>
        <message>
            <source>Write it as path = "/home/anna/Documents".</source>
            <translation>Schreiben Sie ihn als path = "/home/anna/Dokumente".</translation>
        </message>
        <message>
            <source>Write it as {0} = ["Old/", "*.bak"].</source>
            <translation>Schreiben Sie {0} = ["Alt/", "*.bak"].</translation>
        </message>
        <message>
            <source>Write one of {0}.</source>
            <translation>Schreiben Sie eines von {0}.</translation>
        </message>
        <message>
            <source>Write red OR blue, or give one field several times: kind:mail kind:note.</source>
            <translation>Schreiben Sie rot OR blau, oder ein Feld mehrmals: kind:mail kind:note.</translation>
        </message>
        <message>
            <source>Write the whole path, or one that begins with ~.</source>
            <translation>Schreiben Sie den ganzen Pfad, oder einen, der mit ~ beginnt.</translation>
        </message>
        <message>
            <source>Write {0}.</source>
            <translation>Schreiben Sie {0}.</translation>
        </message>
        <message>
            <source>Written by lfmsearch; `lfmsearch service disable` removes it.</source>
            <translation>Von lfmsearch geschrieben; `lfmsearch service disable` entfernt es.</translation>
        </message>
        <message>
            <source>You brought this file; its licence is between you and its makers.</source>
            <translation>Sie haben diese Datei mitgebracht; ihre Lizenz ist Sache zwischen Ihnen und ihren Machern.</translation>
        </message>
        <message>
            <source>You may not read it.</source>
            <translation>Sie dürfen es nicht lesen.</translation>
        </message>
        <message>
            <source>You paused it.</source>
            <translation>Sie haben es angehalten.</translation>
        </message>
        <message>
            <source>`lfmsearch index` brings the index up to date.</source>
            <translation>Der Index wird beim nächsten Durchgang auf den neuesten Stand gebracht.</translation>
        </message>
        <message>
            <source>`lfmsearch sources` lists them.</source>
            <translation>In den Einstellungen stehen sie alle.</translation>
        </message>
        <message>
            <source>a built-in rule</source>
            <translation>eine eingebaute Regel</translation>
        </message>
        <message>
            <source>a place set apart</source>
            <translation>einen ausgenommenen Ort</translation>
        </message>
        <message>
            <source>a program marked this folder as one that it makes anew whenever it is needed</source>
            <translation>ein Programm hat diesen Ordner als einen gekennzeichnet, den es bei Bedarf neu anlegt</translation>
        </message>
        <message>
            <source>an exclude pattern of this Source</source>
            <translation>ein Ausschlussmuster dieser Quelle</translation>
        </message>
        <message>
            <source>an include pattern of this Source</source>
            <translation>ein Einschlussmuster dieser Quelle</translation>
        </message>
        <message>
            <source>it belongs to the system</source>
            <translation>es gehört dem System</translation>
        </message>
        <message>
            <source>it belongs to version control</source>
            <translation>es gehört zur Versionsverwaltung</translation>
        </message>
        <message>
            <source>it holds keys</source>
            <translation>es enthält Schlüssel</translation>
        </message>
        <message>
            <source>it holds money</source>
            <translation>es enthält Geld</translation>
        </message>
        <message>
            <source>it holds passwords</source>
            <translation>es enthält Passwörter</translation>
        </message>
        <message>
            <source>it holds programs' own files; add it as a Source of its own if you want it</source>
            <translation>es enthält eigene Dateien von Programmen; fügen Sie es als eigene Quelle hinzu, wenn Sie es wollen</translation>
        </message>
        <message>
            <source>it is a Source of its own</source>
            <translation>es ist eine eigene Quelle</translation>
        </message>
        <message>
            <source>it is a browser's profile: passwords, cookies, history</source>
            <translation>es ist das Profil eines Browsers: Passwörter, Cookies, Verlauf</translation>
        </message>
        <message>
            <source>it is a cloud ({0}), and reading it would download it; add it as a Source of its own if you want it</source>
            <translation>es ist eine Cloud ({0}), und Lesen würde sie herunterladen; fügen Sie es als eigene Quelle hinzu, wenn Sie es wollen</translation>
        </message>
        <message>
            <source>it is a network drive ({0}); add it as a Source of its own if you want it</source>
            <translation>es ist ein Netzlaufwerk ({0}); fügen Sie es als eigene Quelle hinzu, wenn Sie es wollen</translation>
        </message>
        <message>
            <source>it is another user's folder; add it as a Source of its own if you want it</source>
            <translation>es ist der Ordner eines anderen Benutzers; fügen Sie ihn als eigene Quelle hinzu, wenn Sie es wollen</translation>
        </message>
        <message>
            <source>it is hidden</source>
            <translation>es ist versteckt</translation>
        </message>
        <message>
            <source>it is lfmsearch's own folder</source>
            <translation>es ist der Ordner von lfmsearch selbst</translation>
        </message>
        <message>
            <source>it is made anew by a program whenever it is needed</source>
            <translation>ein Programm legt es bei Bedarf neu an</translation>
        </message>
        <message>
            <source>it is made up by a program ({0}); add it as a Source of its own if you want it</source>
            <translation>ein Programm stellt es bereit ({0}); fügen Sie es als eigene Quelle hinzu, wenn Sie es wollen</translation>
        </message>
        <message>
            <source>it is one great file or library that a program keeps for itself</source>
            <translation>es ist eine große Datei oder Sammlung, die ein Programm für sich führt</translation>
        </message>
        <message>
            <source>it is temporary or marks something as being in use</source>
            <translation>es ist nur vorübergehend, oder zeigt an, dass etwas benutzt wird</translation>
        </message>
        <message>
            <source>it is the mail program's own book-keeping</source>
            <translation>es ist die Buchführung des Mailprogramms</translation>
        </message>
        <message>
            <source>it is the running system, not files</source>
            <translation>es ist das laufende System, keine Dateien</translation>
        </message>
        <message>
            <source>it is what you have thrown away</source>
            <translation>es ist, was Sie weggeworfen haben</translation>
        </message>
        <message>
            <source>it lets programs into your accounts</source>
            <translation>es lässt Programme in Ihre Konten</translation>
        </message>
        <message>
            <source>it lets programs into your accounts; add it as a Source of its own if you want it</source>
            <translation>es lässt Programme in Ihre Konten; fügen Sie es als eigene Quelle hinzu, wenn Sie es wollen</translation>
        </message>
        <message>
            <source>it remembers commands, and passwords among them</source>
            <translation>es merkt sich Befehle, und Passwörter darunter</translation>
        </message>
        <message>
            <source>it was installed by a program, not written by you</source>
            <translation>ein Programm hat es installiert, es ist nicht von Ihnen</translation>
        </message>
        <message>
            <source>lfmsearch doctor says what is wrong.</source>
            <translation>lfmsearch doctor sagt, woran es liegt.</translation>
        </message>
        <message>
            <source>line {0} of {1}</source>
            <translation>Zeile {0} von {1}</translation>
        </message>
        <message>
            <source>llama.cpp cannot load {0}: {1}.</source>
            <translation>llama.cpp kann {0} nicht laden: {1}.</translation>
        </message>
        <message>
            <source>llama.cpp cannot make a context: {0}.</source>
            <translation>llama.cpp kann keinen Kontext anlegen: {0}.</translation>
        </message>
        <message>
            <source>llama.cpp cannot split a text of {0} characters into tokens.</source>
            <translation>llama.cpp kann einen Text von {0} Zeichen nicht in Tokens zerlegen.</translation>
        </message>
        <message>
            <source>llama.cpp failed to decode {0} tokens (code {1}).</source>
            <translation>llama.cpp ist an {0} Tokens gescheitert (Code {1}).</translation>
        </message>
        <message>
            <source>systemd does not answer.</source>
            <translation>systemd antwortet nicht.</translation>
        </message>
        <message>
            <source>systemd refused: {0}</source>
            <translation>systemd hat abgelehnt: {0}</translation>
        </message>
        <message>
            <source>{0} ({1} from {2}) comes under the {3}: {4} Full text: {5}</source>
            <translation>{0} ({1} von {2}) steht unter der Lizenz {3}: {4} Ganzer Text: {5}</translation>
        </message>
        <message>
            <source>{0} Changes there are found within about {1} min.</source>
            <translation>{0} Änderungen dort werden nach etwa {1} min gefunden.</translation>
        </message>
        <message>
            <source>{0} It is tried again when it or its reader changes.</source>
            <translation>{0} Es wird wieder versucht, wenn es sich ändert.</translation>
        </message>
        <message>
            <source>{0} It was kept as {1} and built again from your files.</source>
            <translation>{0} Er wurde als {1} aufgehoben und aus Ihren Dateien neu gebaut.</translation>
        </message>
        <message>
            <source>{0} It was kept as {1} and is built again from your files.</source>
            <translation>{0} Er wurde als {1} aufgehoben und wird aus Ihren Dateien neu gebaut.</translation>
        </message>
        <message>
            <source>{0} Only its first part was read: reading it took too long.</source>
            <translation>{0} Nur der erste Teil wurde gelesen: Das Lesen dauerte zu lange.</translation>
        </message>
        <message>
            <source>{0} What was read until then is kept.</source>
            <translation>{0} Was bis dahin gelesen wurde, bleibt.</translation>
        </message>
        <message>
            <source>{0} arrived only in part.</source>
            <translation>{0} kam nur zum Teil an.</translation>
        </message>
        <message>
            <source>{0} calls itself a ColBERT but lacks its projection to 128 dimensions.</source>
            <translation>{0} nennt sich ColBERT, hat aber keine Projektion auf 128 Dimensionen.</translation>
        </message>
        <message>
            <source>{0} cannot be read: {1}.</source>
            <translation>{0} lässt sich nicht lesen: {1}.</translation>
        </message>
        <message>
            <source>{0} cannot be written ({1}).</source>
            <translation>{0} lässt sich nicht schreiben ({1}).</translation>
        </message>
        <message>
            <source>{0} comes with pip, which this Python does not have.</source>
            <translation>{0} kommt mit pip, das dieses Python nicht hat.</translation>
        </message>
        <message>
            <source>{0} could not be fetched from PyPI: {1}</source>
            <translation>{0} ließ sich nicht von PyPI holen: {1}</translation>
        </message>
        <message>
            <source>{0} could not be fetched from {1}: {2}.</source>
            <translation>{0} ließ sich nicht von {1} holen: {2}.</translation>
        </message>
        <message>
            <source>{0} could not be opened: {1} found nothing to open it with.</source>
            <translation>{0} ließ sich nicht öffnen: {1} fand kein Programm dafür.</translation>
        </message>
        <message>
            <source>{0} could not be opened: {1}.</source>
            <translation>{0} ließ sich nicht öffnen: {1}.</translation>
        </message>
        <message>
            <source>{0} could not be read: {1}.</source>
            <translation>{0} ließ sich nicht lesen: {1}.</translation>
        </message>
        <message>
            <source>{0} could not be read: {1}.{2}</source>
            <translation>{0} ließ sich nicht lesen: {1}.{2}</translation>
        </message>
        <message>
            <source>{0} could not be removed: {1}.</source>
            <translation>{0} ließ sich nicht entfernen: {1}.</translation>
        </message>
        <message>
            <source>{0} could not be written: {1}.</source>
            <translation>{0} ließ sich nicht schreiben: {1}.</translation>
        </message>
        <message>
            <source>{0} could run as a program, so it is shown in its folder and not opened.</source>
            <translation>{0} könnte als Programm laufen; es wird im Ordner gezeigt und nicht geöffnet.</translation>
        </message>
        <message>
            <source>{0} does not have {1} as one token; it is not a ColBERT of this family.</source>
            <translation>{0} hat {1} nicht als ein Token; es ist kein ColBERT dieser Familie.</translation>
        </message>
        <message>
            <source>{0} does not say how its vectors are pooled ({1}.pooling_type).</source>
            <translation>{0} sagt nicht, wie seine Vektoren gebildet werden ({1}.pooling_type).</translation>
        </message>
        <message>
            <source>{0} does not say how long its vectors are.</source>
            <translation>{0} sagt nicht, wie lang seine Vektoren sind.</translation>
        </message>
        <message>
            <source>{0} encrypted; export again from a Joplin that has decrypted them.</source>
            <translation>{0} verschlüsselt; exportieren Sie noch einmal aus einem Joplin, das sie entschlüsselt hat.</translation>
        </message>
        <message>
            <source>{0} ends within its header: the download is incomplete.</source>
            <translation>{0} endet schon im Kopf: Es kam nicht ganz an.</translation>
        </message>
        <message>
            <source>{0} files are still to be read: `lfmsearch index` goes on.</source>
            <translation>{0} Dateien sind noch zu lesen.</translation>
        </message>
        <message>
            <source>{0} gives one vector a text; it cannot rank by tokens.</source>
            <translation>{0} gibt einen Vektor je Text; nach Tokens ordnen kann es nicht.</translation>
        </message>
        <message>
            <source>{0} gives one vector a token; it cannot make the vectors of the index.</source>
            <translation>{0} gibt einen Vektor je Token; die Vektoren des Index kann es nicht machen.</translation>
        </message>
        <message>
            <source>{0} has an unknown key {1}.</source>
            <translation>{0} hat einen unbekannten Schlüssel {1}.</translation>
        </message>
        <message>
            <source>{0} has changed since it was checked.</source>
            <translation>{0} hat sich geändert, seit es geprüft wurde.</translation>
        </message>
        <message>
            <source>{0} has no begin or no pad token.</source>
            <translation>{0} hat kein Anfangs- oder kein Füll-Token.</translation>
        </message>
        <message>
            <source>{0} has no path.</source>
            <translation>{0} hat keinen Pfad.</translation>
        </message>
        <message>
            <source>{0} has the kind {1}.</source>
            <translation>{0} hat die Art {1}.</translation>
        </message>
        <message>
            <source>{0} has the relative path {1}.</source>
            <translation>{0} hat den relativen Pfad {1}.</translation>
        </message>
        <message>
            <source>{0} has weights of a kind this version does not know ({1}).</source>
            <translation>{0} hat Gewichte einer Art, die diese Version nicht kennt ({1}).</translation>
        </message>
        <message>
            <source>{0} holds no weights.</source>
            <translation>{0} enthält keine Gewichte.</translation>
        </message>
        <message>
            <source>{0} holds {1} documents.</source>
            <translation>{0} enthält {1} Dokumente.</translation>
        </message>
        <message>
            <source>{0} is GGUF version {1}; versions 2 and 3 are understood.</source>
            <translation>{0} ist GGUF in Version {1}; verstanden werden 2 und 3.</translation>
        </message>
        <message>
            <source>{0} is a chat model of the LFM2 family, not an embedding model.</source>
            <translation>{0} ist ein Chat-Modell der LFM2-Familie, kein Embedding-Modell.</translation>
        </message>
        <message>
            <source>{0} is a conversion of June 2026 that llama.cpp no longer reads (lfm2-bidir).</source>
            <translation>{0} ist eine Umwandlung vom Juni 2026, die llama.cpp nicht mehr liest (lfm2-bidir).</translation>
        </message>
        <message>
            <source>{0} is an LFM2.5-Encoder (it fills in masked words), not an embedding model.</source>
            <translation>{0} ist ein LFM2.5-Encoder (er ergänzt verdeckte Wörter), kein Embedding-Modell.</translation>
        </message>
        <message>
            <source>{0} is cut short: {1} are missing.</source>
            <translation>{0} ist abgeschnitten: {1} fehlen.</translation>
        </message>
        <message>
            <source>{0} is damaged: it claims {1} {2}.</source>
            <translation>{0} ist beschädigt: Angeblich sind es {1} {2}.</translation>
        </message>
        <message>
            <source>{0} is damaged: it has a value of the unknown kind {1}.</source>
            <translation>{0} ist beschädigt: Ein Wert ist von der unbekannten Art {1}.</translation>
        </message>
        <message>
            <source>{0} is damaged: its alignment is {1}.</source>
            <translation>{0} ist beschädigt: Die Ausrichtung ist {1}.</translation>
        </message>
        <message>
            <source>{0} is not UTF-8 text.</source>
            <translation>{0} ist kein Text in UTF-8.</translation>
        </message>
        <message>
            <source>{0} is not UTF-8, so that it cannot be written down.</source>
            <translation>{0} ist kein UTF-8 und lässt sich darum nicht aufschreiben.</translation>
        </message>
        <message>
            <source>{0} is not a GGUF file, or only its beginning arrived.</source>
            <translation>{0} ist keine GGUF-Datei, oder nur ihr Anfang kam an.</translation>
        </message>
        <message>
            <source>{0} is not a pattern.</source>
            <translation>{0} ist kein Muster.</translation>
        </message>
        <message>
            <source>{0} is not an embedding model (architecture {1}).</source>
            <translation>{0} ist kein Embedding-Modell (Architektur {1}).</translation>
        </message>
        <message>
            <source>{0} is not an lfmsearch index.</source>
            <translation>{0} ist kein Index von lfmsearch.</translation>
        </message>
        <message>
            <source>{0} is not here, and HF_HUB_OFFLINE forbids downloads.</source>
            <translation>{0} ist nicht hier, und HF_HUB_OFFLINE verbietet das Herunterladen.</translation>
        </message>
        <message>
            <source>{0} is not here, and downloads are switched off.</source>
            <translation>{0} ist nicht hier, und Herunterladen ist abgeschaltet.</translation>
        </message>
        <message>
            <source>{0} is not in the index.</source>
            <translation>{0} ist nicht im Index.</translation>
        </message>
        <message>
            <source>{0} is not one of your Sources.</source>
            <translation>{0} ist keine Ihrer Quellen.</translation>
        </message>
        <message>
            <source>{0} is not the file lfmsearch knows (its sha256 differs); it was deleted.</source>
            <translation>{0} ist nicht die Datei, die lfmsearch kennt (ihr sha256 weicht ab); sie wurde gelöscht.</translation>
        </message>
        <message>
            <source>{0} is not the pinned wheel of the starter model.</source>
            <translation>{0} ist nicht das erwartete Paket des Startmodells.</translation>
        </message>
        <message>
            <source>{0} is not there any more.</source>
            <translation>{0} ist nicht mehr da.</translation>
        </message>
        <message>
            <source>{0} is not there now; what is known of it stays.</source>
            <translation>{0} ist gerade nicht da; was davon bekannt ist, bleibt.</translation>
        </message>
        <message>
            <source>{0} is not valid TOML: {1}.</source>
            <translation>{0} ist kein gültiges TOML: {1}.</translation>
        </message>
        <message>
            <source>{0} is not {1}: it is the {2}.</source>
            <translation>{0} ist nicht {1}: Es ist {2}.</translation>
        </message>
        <message>
            <source>{0} is not {1}: its {2} is {3}, not {4}.</source>
            <translation>{0} ist nicht {1}: {2} ist {3}, nicht {4}.</translation>
        </message>
        <message>
            <source>{0} is there and was not written by lfmsearch.</source>
            <translation>{0} ist schon da und nicht von lfmsearch.</translation>
        </message>
        <message>
            <source>{0} may not be read.</source>
            <translation>{0} darf nicht gelesen werden.</translation>
        </message>
        <message>
            <source>{0} of its chapters are missing.</source>
            <translation>{0} seiner Kapitel fehlen.</translation>
        </message>
        <message>
            <source>{0} of its folders are not watched: this system lets a user watch too few of them (fs.inotify.max_user_watches).</source>
            <translation>{0} seiner Ordner werden nicht beobachtet: Dieses System lässt einen Benutzer zu wenige beobachten (fs.inotify.max_user_watches).</translation>
        </message>
        <message>
            <source>{0} of its parts could not be read.</source>
            <translation>{0} seiner Teile ließen sich nicht lesen.</translation>
        </message>
        <message>
            <source>{0} of its {1} pages could not be read.</source>
            <translation>{0} seiner {1} Seiten ließen sich nicht lesen.</translation>
        </message>
        <message>
            <source>{0} passages took the program down again and again while being embedded and are set aside; words still find them.</source>
            <translation>{0} Textstellen haben das Programm immer wieder abstürzen lassen und sind zur Seite gelegt; ihre Wörter werden noch gefunden.</translation>
        </message>
        <message>
            <source>{0} pools by {1}; LFM2.5-Embedding takes the first token (cls).</source>
            <translation>{0} bildet Vektoren nach {1}; LFM2.5-Embedding nimmt das erste Token (cls).</translation>
        </message>
        <message>
            <source>{0} refused {1} (status {2}).</source>
            <translation>{0} hat {1} verweigert (Status {2}).</translation>
        </message>
        <message>
            <source>{0} sent more than {1} has.</source>
            <translation>{0} hat mehr geschickt, als {1} hat.</translation>
        </message>
        <message>
            <source>{0} was made for another program; its tensors are named differently.</source>
            <translation>{0} wurde für ein anderes Programm gemacht; seine Tensoren heißen anders.</translation>
        </message>
        <message>
            <source>{0} was written by a later lfmsearch (schema {1}; this one knows {2}).</source>
            <translation>{0} wurde von einem neueren lfmsearch geschrieben (Schema {1}; dieses kennt {2}).</translation>
        </message>
        <message>
            <source>{0}: {1} is not a list of patterns.</source>
            <translation>{0}: {1} ist keine Liste von Mustern.</translation>
        </message>
        <message>
            <source>“has:{0}” is not known.</source>
            <translation>„has:{0}“ ist nicht bekannt.</translation>
        </message>
        <message>
            <source>“{0}:{1}” does not fit.{2}</source>
            <translation>„{0}:{1}“ passt nicht.{2}</translation>
        </message>
        <message>
            <source>“{0}:{1}” is not a date that is understood.</source>
            <translation>„{0}:{1}“ ist kein Datum, das verstanden wird.</translation>
        </message>
        <message>
            <source>“{0}:” cannot be answered by this version.</source>
            <translation>„{0}:“ kann diese Version nicht beantworten.</translation>
        </message>
        <message>
            <source>“{0}:” cannot be searched by yet.</source>
            <translation>Nach „{0}:“ kann noch nicht gesucht werden.</translation>
        </message>
        <message>
            <source>“{0}:” needs a value.</source>
            <translation>„{0}:“ braucht einen Wert.</translation>
        </message>
    </context>
    <context>
        <name>Settings</name>
        <message>
            <source>General</source>
            <translation>Allgemein</translation>
        </message>
        <message>
            <source>Index and privacy</source>
            <translation>Index und Privatsphäre</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>Modell</translation>
        </message>
        <message>
            <source>Pages</source>
            <translation>Seiten</translation>
        </message>
        <message>
            <source>Power</source>
            <translation>Energie</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>What is searched</source>
            <translation>Was durchsucht wird</translation>
        </message>
    </context>
    <context>
        <name>Sheet</name>
        <message>
            <source>Back to the defaults</source>
            <translation>Zurück zu den Vorgaben</translation>
        </message>
        <message>
            <source>Keyboard shortcuts</source>
            <translation>Tastenkürzel</translation>
        </message>
        <message>
            <source>{0} is taken: {1}.</source>
            <translation>{0} ist belegt: {1}.</translation>
        </message>
    </context>
    <context>
        <name>SheetsPreview</name>
        <message>
            <source>Sheets</source>
            <translation>Blätter</translation>
        </message>
    </context>
    <context>
        <name>Shortcut</name>
        <message>
            <source>All that can be done with it</source>
            <translation>Alles, was damit geht</translation>
        </message>
        <message>
            <source>Clear, then hide</source>
            <translation>Leeren, dann verbergen</translation>
        </message>
        <message>
            <source>Copy the file</source>
            <translation>Datei kopieren</translation>
        </message>
        <message>
            <source>Copy the passage</source>
            <translation>Stelle kopieren</translation>
        </message>
        <message>
            <source>Copy the path</source>
            <translation>Pfad kopieren</translation>
        </message>
        <message>
            <source>Go to the filters</source>
            <translation>Zu den Filtern</translation>
        </message>
        <message>
            <source>Go to the search box</source>
            <translation>Zum Suchfeld</translation>
        </message>
        <message>
            <source>More like this</source>
            <translation>Ähnliches</translation>
        </message>
        <message>
            <source>Next match</source>
            <translation>Nächste Fundstelle</translation>
        </message>
        <message>
            <source>Next or previous result</source>
            <translation>Nächster oder voriger Treffer</translation>
        </message>
        <message>
            <source>Not this</source>
            <translation>Nicht das</translation>
        </message>
        <message>
            <source>Open, at the passage where that can be</source>
            <translation>Öffnen, wo möglich an der Stelle</translation>
        </message>
        <message>
            <source>Preview</source>
            <translation>Vorschau</translation>
        </message>
        <message>
            <source>Previous match</source>
            <translation>Vorige Fundstelle</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Beenden</translation>
        </message>
        <message>
            <source>Results</source>
            <translation>Treffer</translation>
        </message>
        <message>
            <source>Scroll down</source>
            <translation>Nach unten rollen</translation>
        </message>
        <message>
            <source>Scroll up</source>
            <translation>Nach oben rollen</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>Suche</translation>
        </message>
        <message>
            <source>Search again</source>
            <translation>Noch einmal suchen</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>Show in its folder</source>
            <translation>Im Ordner zeigen</translation>
        </message>
        <message>
            <source>Show or hide the preview</source>
            <translation>Vorschau zeigen oder verbergen</translation>
        </message>
        <message>
            <source>Show or hide the rest of a conversation</source>
            <translation>Rest einer Unterhaltung zeigen oder verbergen</translation>
        </message>
        <message>
            <source>Sort by date or by relevance</source>
            <translation>Nach Datum oder Relevanz ordnen</translation>
        </message>
        <message>
            <source>The same from the preview</source>
            <translation>Dasselbe aus der Vorschau</translation>
        </message>
        <message>
            <source>These shortcuts</source>
            <translation>Diese Tasten</translation>
        </message>
        <message>
            <source>What was searched for before, in an empty box</source>
            <translation>Frühere Suchen, im leeren Feld</translation>
        </message>
        <message>
            <source>Why this?</source>
            <translation>Warum das?</translation>
        </message>
        <message>
            <source>Window</source>
            <translation>Fenster</translation>
        </message>
    </context>
    <context>
        <name>Sources</name>
        <message numerus="yes">
            <source>%n document(s)</source>
            <translation>
                <numerusform>%n Dokument</numerusform>
                <numerusform>%n Dokumente</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n kept in the cloud</source>
            <translation>
                <numerusform>%n nur in der Cloud</numerusform>
                <numerusform>%n nur in der Cloud</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n problem(s)</source>
            <translation>
                <numerusform>%n Problem</numerusform>
                <numerusform>%n Probleme</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n rule(s) of yours</source>
            <translation>
                <numerusform>%n eigene Regel</numerusform>
                <numerusform>%n eigene Regeln</numerusform>
            </translation>
        </message>
        <message>
            <source>Add folders, mail or notes…</source>
            <translation>Ordner, Mails oder Notizen hinzufügen …</translation>
        </message>
        <message>
            <source>Changes are taken up at once. What is removed here is erased from the index, never from your disk.</source>
            <translation>Änderungen gelten sofort. Was hier entfernt wird, verschwindet aus dem Index, nie von Ihrem Datenträger.</translation>
        </message>
        <message>
            <source>Choose folders, mail or notes below.</source>
            <translation>Wählen Sie unten Ordner, Mails oder Notizen.</translation>
        </message>
        <message>
            <source>Nothing yet</source>
            <translation>Noch nichts</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Entfernen</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>Entfernen …</translation>
        </message>
        <message>
            <source>Rules…</source>
            <translation>Regeln …</translation>
        </message>
        <message>
            <source>Stop searching “{0}”?</source>
            <translation>„{0}“ nicht mehr durchsuchen?</translation>
        </message>
        <message>
            <source>What is left out, and why</source>
            <translation>Was ausgelassen wird, und warum</translation>
        </message>
        <message>
            <source>What is searched</source>
            <translation>Was durchsucht wird</translation>
        </message>
        <message>
            <source>What was read of it is erased from the index. The folder and everything in it stay as they are.</source>
            <translation>Was davon gelesen wurde, wird aus dem Index gelöscht. Der Ordner und alles darin bleiben, wie sie sind.</translation>
        </message>
        <message>
            <source>not there now; what was read of it stays findable</source>
            <translation>gerade nicht da; was davon gelesen wurde, bleibt auffindbar</translation>
        </message>
    </context>
    <context>
        <name>Start</name>
        <message>
            <source>New and changed</source>
            <translation>Neu und geändert</translation>
        </message>
        <message>
            <source>Opened last</source>
            <translation>Zuletzt geöffnet</translation>
        </message>
        <message>
            <source>Recent and suggested</source>
            <translation>Zuletzt und vorgeschlagen</translation>
        </message>
        <message>
            <source>Searched for last</source>
            <translation>Zuletzt gesucht</translation>
        </message>
        <message>
            <source>Try asking</source>
            <translation>Fragen Sie zum Beispiel</translation>
        </message>
    </context>
    <context>
        <name>State</name>
        <message numerus="yes">
            <source>%n could not be read</source>
            <translation>
                <numerusform>%n war nicht lesbar</numerusform>
                <numerusform>%n waren nicht lesbar</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n document(s)</source>
            <translation>
                <numerusform>%n Dokument</numerusform>
                <numerusform>%n Dokumente</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) are only loosely related to it.</source>
            <translation>
                <numerusform>%n Dokument hat nur entfernt damit zu tun.</numerusform>
                <numerusform>%n Dokumente haben nur entfernt damit zu tun.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) can be found by words only so far.</source>
            <translation>
                <numerusform>%n Dokument ist bisher nur über Wörter zu finden.</numerusform>
                <numerusform>%n Dokumente sind bisher nur über Wörter zu finden.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n file(s) could not be read…</source>
            <translation>
                <numerusform>%n Datei war nicht lesbar …</numerusform>
                <numerusform>%n Dateien waren nicht lesbar …</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n file(s) have not been read yet; it may be in one of them.</source>
            <translation>
                <numerusform>%n Datei ist noch nicht gelesen; vielleicht steht es in ihr.</numerusform>
                <numerusform>%n Dateien sind noch nicht gelesen; vielleicht steht es in einer davon.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n file(s) still to be read</source>
            <translation>
                <numerusform>noch %n Datei zu lesen</numerusform>
                <numerusform>noch %n Dateien zu lesen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n loosely related</source>
            <translation>
                <numerusform>%n entfernt verwandt</numerusform>
                <numerusform>%n entfernt verwandt</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n result(s)</source>
            <translation>
                <numerusform>%n Treffer</numerusform>
                <numerusform>%n Treffer</numerusform>
            </translation>
        </message>
        <message>
            <source>All found by words; {0} of {1} by meaning so far</source>
            <translation>Alles über Wörter zu finden; bisher {0} von {1} über die Bedeutung</translation>
        </message>
        <message>
            <source>Choose the folders, mails and notes that may be found. Nothing is read before you do.</source>
            <translation>Wählen Sie die Ordner, Mails und Notizen, die gefunden werden dürfen. Vorher wird nichts gelesen.</translation>
        </message>
        <message>
            <source>Choose what to search…</source>
            <translation>Wählen, was durchsucht wird …</translation>
        </message>
        <message>
            <source>Did you mean “{0}”?</source>
            <translation>Meinten Sie „{0}“?</translation>
        </message>
        <message>
            <source>Get a model…</source>
            <translation>Ein Modell holen …</translation>
        </message>
        <message>
            <source>Indexing</source>
            <translation>Indiziert</translation>
        </message>
        <message>
            <source>It is being started again. Your index is safe.</source>
            <translation>Er wird neu gestartet. Ihr Index ist sicher.</translation>
        </message>
        <message>
            <source>Learning meanings</source>
            <translation>Lernt Bedeutungen</translation>
        </message>
        <message>
            <source>Looking through your folders</source>
            <translation>Sieht Ihre Ordner durch</translation>
        </message>
        <message>
            <source>Nothing found</source>
            <translation>Nichts gefunden</translation>
        </message>
        <message>
            <source>Nothing is searched yet</source>
            <translation>Noch wird nichts durchsucht</translation>
        </message>
        <message>
            <source>Paused: {0}</source>
            <translation>Angehalten: {0}</translation>
        </message>
        <message>
            <source>Reading</source>
            <translation>Liest</translation>
        </message>
        <message>
            <source>Show them</source>
            <translation>Zeigen</translation>
        </message>
        <message>
            <source>Starting…</source>
            <translation>Startet …</translation>
        </message>
        <message>
            <source>The search failed</source>
            <translation>Die Suche ist fehlgeschlagen</translation>
        </message>
        <message>
            <source>The search service has ended</source>
            <translation>Der Suchdienst hat geendet</translation>
        </message>
        <message>
            <source>The service has ended. Starting it again…</source>
            <translation>Der Dienst hat geendet. Er wird neu gestartet …</translation>
        </message>
        <message>
            <source>Tidying up</source>
            <translation>Räumt auf</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Noch einmal</translation>
        </message>
        <message>
            <source>Try fewer or other words.</source>
            <translation>Versuchen Sie weniger oder andere Wörter.</translation>
        </message>
        <message>
            <source>Without a model only the words themselves are looked for.</source>
            <translation>Ohne Modell wird nur nach den Wörtern selbst gesucht.</translation>
        </message>
        <message>
            <source>Without {0}</source>
            <translation>Ohne {0}</translation>
        </message>
        <message>
            <source>Without {0}: {1}</source>
            <translation>Ohne {0}: {1}</translation>
        </message>
        <message>
            <source>{0} of {1}</source>
            <translation>{0} von {1}</translation>
        </message>
        <message>
            <source>{0} of {1} files read so far, newest first</source>
            <translation>bisher {0} von {1} Dateien gelesen, die neuesten zuerst</translation>
        </message>
        <message>
            <source>{0}, by words only: there is no model yet</source>
            <translation>{0}, nur über Wörter: Noch fehlt ein Modell</translation>
        </message>
    </context>
    <context>
        <name>StatusLine</name>
        <message>
            <source>State of the index</source>
            <translation>Stand des Index</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
    </context>
    <context>
        <name>TablePreview</name>
        <message>
            <source>Table</source>
            <translation>Tabelle</translation>
        </message>
    </context>
    <context>
        <name>TextPreview</name>
        <message>
            <source>Preview</source>
            <translation>Vorschau</translation>
        </message>
    </context>
    <context>
        <name>Tray</name>
        <message numerus="yes">
            <source>%n file(s) could not be read…</source>
            <translation>
                <numerusform>%n Datei war nicht lesbar …</numerusform>
                <numerusform>%n Dateien waren nicht lesbar …</numerusform>
            </translation>
        </message>
        <message>
            <source>For 2 hours</source>
            <translation>Für 2 Stunden</translation>
        </message>
        <message>
            <source>For 30 minutes</source>
            <translation>Für 30 Minuten</translation>
        </message>
        <message>
            <source>Go on anyway for an hour</source>
            <translation>Trotzdem eine Stunde weitermachen</translation>
        </message>
        <message>
            <source>Open lfmsearch</source>
            <translation>lfmsearch öffnen</translation>
        </message>
        <message>
            <source>Pause indexing</source>
            <translation>Indizieren anhalten</translation>
        </message>
        <message>
            <source>Quick-find</source>
            <translation>Schnellsuche</translation>
        </message>
        <message>
            <source>Quit and stop indexing</source>
            <translation>Beenden und nicht weiter indizieren</translation>
        </message>
        <message>
            <source>Quit; indexing goes on</source>
            <translation>Beenden; das Indizieren geht weiter</translation>
        </message>
        <message>
            <source>Recent searches</source>
            <translation>Letzte Suchen</translation>
        </message>
        <message>
            <source>Resume indexing</source>
            <translation>Weiter indizieren</translation>
        </message>
        <message>
            <source>Settings…</source>
            <translation>Einstellungen …</translation>
        </message>
        <message>
            <source>Until I resume it</source>
            <translation>Bis ich es fortsetze</translation>
        </message>
        <message>
            <source>Until tomorrow</source>
            <translation>Bis morgen</translation>
        </message>
    </context>
    <context>
        <name>Why</name>
        <message>
            <source>Answers your words</source>
            <translation>Antwortet auf Ihre Wörter</translation>
        </message>
        <message>
            <source>Filters</source>
            <translation>Filter</translation>
        </message>
        <message>
            <source>It fits all that you narrowed the search to.</source>
            <translation>Es passt zu allem, worauf Sie die Suche eingegrenzt haben.</translation>
        </message>
        <message>
            <source>Meaning</source>
            <translation>Bedeutung</translation>
        </message>
        <message>
            <source>Nearest sentence</source>
            <translation>Nächstliegender Satz</translation>
        </message>
        <message>
            <source>Nearness of the passage to your question: {0} of 1.</source>
            <translation>Nähe der Textstelle zu Ihrer Frage: {0} von 1.</translation>
        </message>
        <message>
            <source>None of your words had to be in it.</source>
            <translation>Keines Ihrer Wörter musste darin stehen.</translation>
        </message>
        <message>
            <source>Not in this passage</source>
            <translation>Nicht in dieser Textstelle</translation>
        </message>
        <message>
            <source>Number {0} by meaning.</source>
            <translation>Nummer {0} nach Bedeutung.</translation>
        </message>
        <message>
            <source>Number {0} by words.</source>
            <translation>Nummer {0} nach Wörtern.</translation>
        </message>
        <message>
            <source>Number {0} of those compared with your question word by word.</source>
            <translation>Nummer {0} von denen, die Wort für Wort mit Ihrer Frage verglichen wurden.</translation>
        </message>
        <message>
            <source>Only by meaning</source>
            <translation>Nur über die Bedeutung</translation>
        </message>
        <message>
            <source>Read once more</source>
            <translation>Noch einmal gelesen</translation>
        </message>
        <message>
            <source>This passage says {0}.</source>
            <translation>In dieser Textstelle steht {0}.</translation>
        </message>
        <message>
            <source>Words</source>
            <translation>Wörter</translation>
        </message>
    </context>
    <context>
        <name>Window</name>
        <message>
            <source>Choose a result to read it here</source>
            <translation>Einen Treffer wählen, um ihn hier zu lesen</translation>
        </message>
        <message>
            <source>shortcuts</source>
            <translation>Tastenkürzel</translation>
        </message>
        <message>
            <source>“{0}” comes lower in this search from now on.</source>
            <translation>„{0}“ steht in dieser Suche von jetzt an weiter unten.</translation>
        </message>
    </context>
    <context>
        <name>_ChipButton</name>
        <message>
            <source>Filter {0}</source>
            <translation>Filter {0}</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Entfernen</translation>
        </message>
        <message>
            <source>Remove {0}</source>
            <translation>{0} entfernen</translation>
        </message>
        <message>
            <source>{0}. Click to change it.</source>
            <translation>{0}. Klicken, um es zu ändern.</translation>
        </message>
    </context>
</TS>
