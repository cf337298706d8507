"""What columns are called, in seven languages, by what they are to us."""

from __future__ import annotations

import difflib
import re
import unicodedata

from timeline.importing.rows import Unreadable
from timeline.model import Kin

# In the order in which columns are given away. Within a key, the surer names come first.
_NAMES = {
    "type": "type, kind, row type, record type, art, typ, genre, tipo, 種類",
    "year": (
        "year, start year, year start, begin year, from year, yr, jahr, startjahr, annee,"
        " annee de debut, ano, ano de inicio, ano inicio, anno, anno inizio, 年, 開始年"
    ),
    "month": (
        "month, start month, month start, monat, startmonat, mois, mois de debut, mes,"
        " mes de inicio, mese, mese inizio, 月, 開始月"
    ),
    "day": (
        "day, start day, day start, tag, starttag, jour, jour de debut, dia, dia de inicio,"
        " giorno, giorno inizio, 日, 開始日"
    ),
    "end_year": (
        "end year, endyear, year end, to year, endjahr, jahr ende, annee de fin, annee fin,"
        " ano fin, ano de fin, ano final, ano fim, anno fine, 終了年"
    ),
    "end_month": (
        "end month, endmonth, month end, endmonat, mois de fin, mois fin, mes fin, mes de fin,"
        " mes final, mes fim, mese fine, 終了月"
    ),
    "end_day": (
        "end day, endday, day end, endtag, jour de fin, jour fin, dia fin, dia de fin,"
        " dia final, dia fim, giorno fine, 終了日"
    ),
    "date": (
        "date, start date, date start, start, event date, date of event, edtf, date edtf,"
        " start time, when, begin, begin date, beginning, began, from, since, datetime, date time,"
        " dtstart, point in time, timestamp, time,"
        " datum, startdatum, anfangsdatum, beginn, anfang, datum von, von, wann, zeitpunkt, zeit,"
        " date de debut, date debut, debut, commencement, quand, du,"
        " fecha, fecha de inicio, fecha inicio, fecha inicial, inicio, comienzo, cuando, desde,"
        " data, data de inicio, data inicio, data inicial, quando,"
        " data inizio, data di inizio, inizio, dal, da,"
        " 日付, 年月日, 開始日, 開始, 日時, いつ"
    ),
    "end": (
        "end, end date, date end, enddate, end time, finish, finish date, until, till, to, ended,"
        " ending, dtend, ende, enddatum, datum bis, bis, schluss, abschluss,"
        " date de fin, date fin, fin, jusqu au, au,"
        " fecha de fin, fecha fin, fecha final, fecha de finalizacion, hasta, termino,"
        " data de fim, data fim, data final, fim, ate,"
        " data fine, data di fine, fine, fino a, al, 終了日, 終了"
    ),
    "date_words": (
        "exact date, full date, precise date, complete date, date in full, date in words,"
        " date words, date as text, genaues datum, vollstandiges datum, date exacte,"
        " date precise, date complete, fecha exacta, fecha completa, data esatta,"
        " data completa, data exata, 正確な日付"
    ),
    "title": (
        "title, headline, event title, event name, event, what happened, name, heading, subject,"
        " what, milestone, incident,"
        " titel, uberschrift, ereignis, bezeichnung, betreff, was,"
        " titre, evenement, intitule, nom, titulo, acontecimiento, evento, hecho, suceso, nombre,"
        " acontecimento, nome, titolo, avvenimento,"
        " タイトル, 題名, 件名, 出来事, イベント, 名称, 見出し, content, summary, label"
    ),
    "attested": "attested, first attested, attested by, known by, bezeugt, atteste",
    "date_text": (
        "date text, display date, date display, date as written, original date, verbatim date,"
        " date label, date string, datumstext, datum text, date affichee, texte de la date,"
        " fecha texto, texto de fecha, data testo, texto da data, 日付表示"
    ),
    "date_note": "date note, date notes, dating, note on date, datierung, note sur la date",
    "text": (
        "text, description, details, detail, body, story, content, summary, abstract, desc, info,"
        " information, about, narrative, beschreibung, inhalt, erlauterung, texte, descriptif,"
        " contenu, texto, descripcion, contenido, testo, descrizione, contenuto, descricao,"
        " conteudo, 説明, 本文, 内容, 詳細"
    ),
    "lane": (
        "lane, group, group name, category, track, strand, series, section, theme, topic,"
        " gruppe, kategorie, spur, strang, bereich, rubrik, thema, groupe, categorie, rubrique,"
        " grupo, categoria, gruppo, グループ, 分類, カテゴリ, カテゴリー"
    ),
    "tags": (
        "tags, tag, keywords, keyword, labels, hashtags, categories, themes, topics, subjects,"
        " category, theme, topic, schlagworte, schlagwort, schlagworter, stichworte, stichworter,"
        " kategorien, kategorie, mots cles, mot cle, etiquettes, categories, categorie,"
        " etiquetas, palabras clave, categoria, palavras chave, parole chiave, etichette,"
        " タグ, キーワード"
    ),
    "media": (
        "media, image, images, picture, pictures, photo, photos, image url, picture url, photo url,"
        " media url, image link, img, image address, photograph, video, video url, bild, bilder,"
        " foto, fotos, abbildung, medien, bild url, images url, photo, medias, imagen, imagenes,"
        " immagine, immagini, imagem, imagens, 画像, 写真"
    ),
    "media_alt": (
        "alt, alt text, image alt, media alt, image alt text, media alt text, picture alt,"
        " alternative text, image description, alternativtext, bildbeschreibung,"
        " texte alternatif, texto alternativo, testo alternativo, 代替テキスト"
    ),
    "media_caption": (
        "image caption, media caption, picture caption, photo caption, caption, media title,"
        " image title, bildunterschrift, bildtitel, legende de l image, legende, pie de foto,"
        " didascalia, legenda"
    ),
    "media_credit": (
        "image credit, media credit, photo credit, picture credit, image credits, media credits,"
        " photo credits, credit, credits, photographer, image author, bildnachweis, fotograf,"
        " credit photo, credits photo, photographe, fotografo, creditos, crediti"
    ),
    "media_licence": (
        "image licence, image license, media licence, media license, photo licence, photo license,"
        " picture licence, picture license, image rights, licence, license, lizenz, bildlizenz,"
        " licencia, licenza, licenca"
    ),
    "links": (
        "links, link, url, urls, website, web site, web page, webpage, web address, uri, href,"
        " weblink, weblinks, internetadresse, lien, liens, site web, enlace, enlaces,"
        " collegamento, collegamenti, ligacao, ligacoes, リンク"
    ),
    "sources": (
        "sources, source, references, reference, citation, citations, bibliography, quelle,"
        " quellen, nachweis, nachweise, beleg, belege, literatur, bibliographie,"
        " fuente, fuentes, referencia, referencias, bibliografia, fonte, fonti, fontes, 出典, 典拠"
    ),
    "locator": (
        "locator, page, pages, page no, page nr, page number, page numbers, page s, pg, pp,"
        " seite, seiten, seitenzahl, seitenzahlen, seitenangabe, seite n, fundstelle, numero de page,"
        " pagina, paginas, pagina s, pagine, num pagina, pag, pags, folio, folios, fol, blatt,"
        " ページ, 頁"
    ),
    "id": (
        "id, event id, unique id, uid, identifier, slug, key, kennung, identifiant, identificador,"
        " identificatore"
    ),
    "label": "label, short title, short name, short label, kurztitel, titre court, titulo corto",
    "annotation": "annotation, callout",
    "importance": (
        "importance, priority, weight, wichtigkeit, bedeutung, prioritat, priorite,"
        " importancia, prioridad, prioridade, importanza, priorita, 重要度"
    ),
    "note": (
        "note, notes, comment, comments, remark, remarks, anmerkung, anmerkungen, bemerkung,"
        " bemerkungen, kommentar, notiz, notizen, remarque, remarques, commentaire, nota, notas,"
        " comentario, comentarios, observaciones, observacoes, osservazioni, 備考, メモ, 注"
    ),
    "see": "see, see also, siehe, siehe auch, voir, voir aussi, ver tambien, vedi anche",
    "was": "was id, former id, former ids, old id",
    "figures": "figures",
    "accounts": "accounts",
    "reasons": "reasons",
    "relations": "relations",
    "led_to": "led to, leads to",
    "followed_by": "followed by",
    "part_of": "part of",
    "contradicts": "contradicts",
    "extra": "extra",
}
KEYS = tuple(_NAMES)
KINDS = {str(kind).replace("-", "_"): str(kind) for kind in Kin}  # of relations, by their columns


def plain(name: str) -> str:
    """A name without case, accents and punctuation: "Année (début)" is "annee debut"."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    # The marks of Japanese are letters of their own: グ is not ク.
    kept = (part for part in parts if not unicodedata.combining(part) or part in "\u3099\u309a")
    words = unicodedata.normalize("NFC", "".join(kept)).replace("ß", "ss")
    return " ".join(re.sub(r"[^\w]+|_+", " ", words).split())


def known_key(key: str) -> str:
    """A key that a column can go into; raises Unreadable for any other, with the one it is near to."""
    if key not in KEYS:
        near = difflib.get_close_matches(key, KEYS, 1)
        remedy = f'did you mean "{near[0]}"?' if near else f"the keys are {', '.join(KEYS)}"
        raise Unreadable(f'"{key}" is no key that a column can go into', remedy)
    return key


RANKS = {
    key: {plain(each): rank for rank, each in reversed(list(enumerate(names.split(","))))}
    for key, names in _NAMES.items()
}


def names_of(name: str) -> tuple[str, ...]:
    """The forms by which a column may be known: "Datum (von)", and "Datum" after it.

    What is in brackets may be left out, and words run together may be parted.
    """
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    bare = re.sub(r"[([{<].*?[])}>]", " ", parted)
    return tuple(dict.fromkeys(form for each in (name, parted, bare) if (form := plain(each))))
