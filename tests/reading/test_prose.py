"""Running text without headings: what happens is told apart from what is wanted or described."""

import pytest

from enrichment.reading.read import read
from enrichment.reading.words import Words
from tests.reading.conftest import make_card

HAPPENS = """
Половина курьеров приезжает позже обещанного окна
Покупатели не понимают, какой размер брать
Письмо о заказе приходит через 40 минут
Каждый третий звонок в КЦ — «где мой заказ»
Рекламный бюджет сливается на запросы, по которым товара нет
Конверсия мобильной корзины просела с 3,1 до 2,4
План по выручке не выполняем второй квартал
Скидки суммируются, продаём в минус
В поиске «кросовки» ничего не находится
Доступ к выгрузкам есть у всех, данные клиентов уже утекали
Менеджеры забывают перезвонить, лиды остывают
Отчёт собирают в Excel по пятницам полдня
Checkout takes 6 steps and mobile users drop out at address
Search returns irrelevant results for misspelled brands
Users keep asking support how to change the delivery slot
Refunds take up to 10 days because finance approves each one by hand
Stock levels in the app are a day old, so we sell items we no longer have
The nightly import crashes twice a week
Half of new sellers never publish a product
Analytics double counts orders from the app
There is currently no way to cancel an order online
Session cookies expire after 10 minutes and people lose their cart
Newsletter emails land in spam for Outlook users
Couriers cannot see the apartment number
Error messages don't tell which card field is wrong
Warehouse staff pick the wrong variant because labels look alike
""".strip().splitlines()

WANTED = """
Хочу видеть список избранного на главной
Сделать сравнение как у М.Видео
Как менеджер, я хочу выгружать заказы в Excel, чтобы отправлять их на склад
Каталог должен поддерживать фильтры по цвету и размеру
Система отправляет письмо после оплаты
Отображение ошибок валидации под полями формы
Обработка ошибок оплаты
В случае отмены заказа деньги возвращаются на карту
Клиент может отменить заказ до передачи в доставку
Модерация отзывов и жалобы на товар
Мобильное приложение для курьеров: маршруты, статусы, чеки
Скидка 10% на первый заказ
Корзина хранится 7 дней
Обновление до PHP 8
Генеральный просил к пятнице
As a buyer I want to save cards so that checkout is quick
The user can filter the list by price and brand
If the payment fails, show an error message and let the user retry
Show an error if the email is invalid
Retry failed webhooks up to 5 times
Bulk delete of duplicate products
The gateway returns an error code when the card is declined
Order statuses: new, paid, shipped, cancelled, lost
The system shall validate the address before submission
Sellers can upload a CSV with products and map the columns
""".strip().splitlines()


@pytest.mark.parametrize("text", HAPPENS)
def test_what_happens_to_people_and_business_is_a_problem(words: Words, text: str) -> None:
    assert read(make_card(text), words).problem.value == text


@pytest.mark.parametrize("text", WANTED)
def test_what_is_wanted_or_described_is_no_problem(words: Words, text: str) -> None:
    assert read(make_card(text), words).problem.missing
